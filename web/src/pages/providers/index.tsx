import { Title } from "@mantine/core";
import { t } from "@/text";

export default function ProvidersPage() {
  return <Title order={1}>{t("providers.title")}</Title>;
}
