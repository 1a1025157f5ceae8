import { IconMapOff } from "@tabler/icons-react";
import { EmptyState } from "@/components/parts/EmptyState";
import { PageButton } from "@/components/parts/PageLink";
import { t } from "@/text";

export function NotFound() {
  return (
    <EmptyState
      icon={<IconMapOff />}
      title={t("app.not_found")}
      action={<PageButton to="/">{t("app.not_found_step")}</PageButton>}
    />
  );
}
