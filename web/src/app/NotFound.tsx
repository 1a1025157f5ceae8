import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "@/components/parts/EmptyState";
import { t } from "@/text";

export function NotFound() {
  return (
    <EmptyState
      icon={<IconMapOff />}
      title={t("app.not_found")}
      action={
        <Button component={Link} to="/">
          {t("app.not_found_step")}
        </Button>
      }
    />
  );
}
