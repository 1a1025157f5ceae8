import "@/text/en/downloads";
import { Alert, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconKey } from "@tabler/icons-react";
import { PageButton } from "@/components/parts/PageLink";
import { t } from "@/text";
import { stageWord } from "./stages";
import type { DownloadTask } from "./tasks";

/** Why a download failed, and what to try. */
export function DownloadFailure({ task }: { task: DownloadTask }) {
  if (task.status !== "failed") return null;
  const message = task.error?.message ?? task.error_message;
  const steps = task.error?.resolution_steps ?? [];
  if (!message) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} mt="xs" p="xs">
      <Text size="sm">{message}</Text>
      {task.stage && (
        <Text size="sm" c="dimmed">
          {t("downloads.failed_at", { stage: stageWord(task.stage) })}
        </Text>
      )}
      {steps.length > 0 && (
        <List size="sm" mt={4}>
          {steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      )}
      {task.error?.code === "auth" && (
        <Group mt="xs">
          <KeysLink />
        </Group>
      )}
    </Alert>
  );
}

/** The way to the keys of the sources. */
export function KeysLink() {
  return (
    <PageButton
      to="/settings/$tab"
      params={{ tab: "sources" }}
      size="compact-sm"
      variant="light"
      leftSection={<IconKey size={15} aria-hidden />}
    >
      {t("downloads.keys")}
    </PageButton>
  );
}
