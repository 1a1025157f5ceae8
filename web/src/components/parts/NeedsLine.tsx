import { Text } from "@mantine/core";
import { useLacks } from "@/app/session";
import { t } from "@/text";

/** Says that a key may not do what is offered beside it; nothing to who may. */
export function NeedsLine({ scope = "write" }: { scope?: "write" | "admin" }) {
  return useLacks(scope) ? (
    <Text size="sm" c="dimmed" role="note">
      {t("needs.line", { scope })}
    </Text>
  ) : null;
}
