import { Title } from "@mantine/core";
import { t } from "@/text";

export default function GeneratePage() {
  return <Title order={1}>{t("generate.title")}</Title>;
}
