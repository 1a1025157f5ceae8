import { Title } from "@mantine/core";
import { t } from "@/text";

export default function DiscoverPage() {
  return <Title order={1}>{t("discover.title")}</Title>;
}
