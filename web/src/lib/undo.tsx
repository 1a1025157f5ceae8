import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { t } from "@/text";
import { tellError } from "./error-handler";

const LONG_ENOUGH = 12_000;

/** Says that something was done, with a way back. */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo().catch((problem) => tellError(problem, t("undo.doing")));
          }}
        >
          {t("undo.action")}
        </Button>
      </Group>
    ),
    autoClose: LONG_ENOUGH,
    withBorder: true,
  });
}
