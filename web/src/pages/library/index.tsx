import { Title } from "@mantine/core";
import { t } from "@/text";

export default function LibraryPage() {
  return <Title order={1}>{t("library.title")}</Title>;
}
