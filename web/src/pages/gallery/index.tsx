import { Title } from "@mantine/core";
import { t } from "@/text";

export default function GalleryPage() {
  return <Title order={1}>{t("gallery.title")}</Title>;
}
