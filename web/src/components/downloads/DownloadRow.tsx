import "@/text/en/downloads";
import { Badge, Group, Paper, Text } from "@mantine/core";
import { type TextKey, t } from "@/text";
import { DownloadActions, type DownloadHandlers } from "./DownloadActions";
import { DownloadFailure } from "./DownloadFailure";
import { DownloadFiles } from "./DownloadFiles";
import { DownloadMoves } from "./DownloadMoves";
import { DownloadProgress } from "./DownloadProgress";
import { type DownloadTask, nameOf } from "./tasks";

const COLORS: Record<string, string> = {
  pending: "gray",
  downloading: "blue",
  verifying: "violet",
  paused: "orange",
  completed: "green",
  failed: "red",
  cancelled: "gray",
};

/**
 * A download under way.
 * @param waiting How many wait, where they can be moved.
 */
export function DownloadRow({
  task,
  handlers,
  waiting = 0,
}: {
  task: DownloadTask;
  handlers?: DownloadHandlers;
  waiting?: number;
}) {
  const path = task.files?.length === 1 ? task.files[0]?.path : undefined;
  return (
    <Paper withBorder p="sm" component="article" aria-label={nameOf(task)}>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0, flex: "1 1 260px" }}>
          <Text fw={600} truncate title={nameOf(task)}>
            {nameOf(task)}
          </Text>
          <StatusBadge status={task.status} />
          {task.attempts > 1 && (
            <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
              {t("downloads.attempt", { count: task.attempts })}
            </Text>
          )}
        </Group>
        <DownloadActions task={task} handlers={handlers} />
      </Group>
      <DownloadProgress task={task} />
      {task.status === "pending" && task.queue_position != null && (
        <Group gap="sm" mt={4}>
          <Text size="xs" c="dimmed">
            {task.queue_position === 1
              ? t("downloads.next")
              : t("downloads.position", { position: task.queue_position })}
          </Text>
          <DownloadMoves task={task} waiting={waiting} />
        </Group>
      )}
      {path && (
        <Text size="xs" c="dimmed" mt={4} truncate title={path}>
          {path}
        </Text>
      )}
      <DownloadFailure task={task} />
      <DownloadFiles task={task} />
    </Paper>
  );
}

export function StatusBadge({ status }: { status: string }) {
  return (
    <Badge size="sm" variant="light" color={COLORS[status] ?? "gray"} style={{ flexShrink: 0 }}>
      {t(`downloads.status.${status}` as TextKey)}
    </Badge>
  );
}
