import { Stack, Title } from "@mantine/core";
import ModelLibrary from "@/components/settings/ModelLibrary";
import { t } from "@/text";

export default function LibraryPage() {
  return (
    <Stack gap="sm">
      <Title order={1} size="h2">
        {t("library.title")}
      </Title>
      <ModelLibrary />
    </Stack>
  );
}
