import "@/text/en/library";
import { Alert, Button, CloseButton, Group, List, Paper, Progress, Text } from "@mantine/core";
import { t } from "@/text";
import { cancelBulk, dismissBulk, useBulkRun } from "./run";

const SHOWN = 50;

/** How far it is with what is done to many, a way to stop it, and by name what did not work. */
export default function BulkProgress() {
  const run = useBulkRun();
  if (!run) return null;
  const { title, done, total, failed, state, again } = run;
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
  const words = t(state === "cancelled" ? "library.bulk_cancelled" : "library.bulk_done", {
    title,
    done: done - failed.length,
    total,
  });
  return (
    <Alert color={failed.length > 0 ? "red" : "teal"} role={failed.length > 0 ? "alert" : "status"}>
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
          {again && (
            <Button size="compact-xs" variant="light" color="red" mt={4} onClick={again}>
              {t("library.bulk_again")}
            </Button>
          )}
        </div>
        <CloseButton aria-label={t("library.bulk_dismiss")} onClick={dismissBulk} />
      </Group>
    </Alert>
  );
}
