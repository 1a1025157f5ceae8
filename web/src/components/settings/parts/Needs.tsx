import "@/text/en/settings";
import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sessionQuery, useMay } from "@/app/session";
import { t } from "@/text";

/** Shows what a key may do only to who has it, and says to the others what they lack. */
export function Needs({ scope, children }: { scope: "write" | "admin"; children: ReactNode }) {
  const may = useMay(scope);
  const session = useQuery(sessionQuery);
  if (may || session.isPending) return children;
  return (
    <Alert color="yellow" icon={<IconLock />} title={t("settings.needs.title", { scope })}>
      {t("settings.needs.text", { scope, have: session.data?.scope ?? t("unknown") })}
    </Alert>
  );
}
