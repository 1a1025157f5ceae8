import { Title } from "@mantine/core";
import { t } from "@/text";

export default function DownloadsPage() {
  return <Title order={1}>{t("downloads.title")}</Title>;
}
