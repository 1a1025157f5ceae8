import { Title } from "@mantine/core";
import { t } from "@/text";

export default function WelcomePage() {
  return <Title order={1}>{t("welcome.title")}</Title>;
}
