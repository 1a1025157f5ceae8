import "@/text/en/library";
import { Alert, Button, CloseButton, Group, List, Paper, Progress, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@/text";
import { cancelBulk, dismissBulk, useBulkRun } from "./run";

const SHOWN = 50;
const ENDS = {
  done: "library.bulk_done",
  cancelled: "library.bulk_cancelled",
  broken: "library.bulk_broken",
} as const;

/** How far it is with what is done to many, a way to stop it, and by name what did not work. */
export default function BulkProgress() {
  const client = useQueryClient();
  const run = useBulkRun();
  if (!run) return null;
  const { title, done, total, failed, state, again, goOn, undo } = run;
  if (state === "running")
    return (
      <Paper withBorder p="sm">
        <Group justify="space-between" mb={4}>
          <Text size="sm" role="status">
            {t("library.bulk_running", { title, done, total })}
          </Text>
          <Button size="compact-xs" variant="subtle" color="red" onClick={cancelBulk}>
            {t("cancel")}
          </Button>
        </Group>
        <Progress value={(done / Math.max(1, total)) * 100} aria-label={title} />
      </Paper>
    );
  const words = t(ENDS[state], { title, done: done - failed.length, total });
  const color = failed.length > 0 ? "red" : state === "broken" ? "orange" : "teal";
  return (
    <Alert color={color} role={failed.length > 0 ? "alert" : "status"}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600}>
            {words}
          </Text>
          {failed.length > 0 && (
            <List size="sm" style={{ maxHeight: 200, overflowY: "auto" }}>
              {failed.slice(0, SHOWN).map(({ id, name, why }) => (
                <List.Item key={id}>
                  {name}: {why}
                </List.Item>
              ))}
              {failed.length > SHOWN && (
                <List.Item>{t("library.bulk_more", { count: failed.length - SHOWN })}</List.Item>
              )}
            </List>
          )}
          <Group gap="xs" mt={4}>
            {again && (
              <Button size="compact-xs" variant="light" color="red" onClick={() => again(client)}>
                {t("library.bulk_again")}
              </Button>
            )}
            {goOn && (
              <Button size="compact-xs" onClick={() => goOn.act(client)}>
                {t("library.bulk_go_on", { count: goOn.left })}
              </Button>
            )}
            {undo && (
              <Button size="compact-xs" variant="light" onClick={() => undo(client)}>
                {t("undo.action")}
              </Button>
            )}
          </Group>
        </div>
        <CloseButton aria-label={t("library.bulk_dismiss")} onClick={dismissBulk} />
      </Group>
    </Alert>
  );
}
