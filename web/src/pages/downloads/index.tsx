import { Stack, Title } from "@mantine/core";
import { ReferenceBox } from "@/components/discover/ReferenceBox";
import { DownloadLimits } from "@/components/downloads/DownloadLimits";
import DownloadManager from "@/components/settings/DownloadManager";
import { t } from "@/text";

export default function DownloadsPage() {
  return (
    <Stack>
      <Title order={1}>{t("downloads.title")}</Title>
      <ReferenceBox />
      <DownloadLimits />
      <DownloadManager />
    </Stack>
  );
}
