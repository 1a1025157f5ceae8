import "@/text/en/downloads";
import { Button, Group, Popover, Stack, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { type DownloadTask, isOver, nameOf } from "./tasks";
import { type DownloadAction, useDownloadAction } from "./useDownloads";

/** What the person's own page does in place of asking the server. */
export interface DownloadHandlers {
  onCancel?: (taskId: string) => void;
  onPause?: (taskId: string) => void;
  onResume?: (taskId: string) => void;
}

/** Pause, resume, cancel or try again, whichever makes sense now. */
export function DownloadActions({ task, handlers = {} }: { task: DownloadTask; handlers?: DownloadHandlers }) {
  const act = useDownloadAction(task);
  const name = nameOf(task);
  const own = { pause: handlers.onPause, resume: handlers.onResume, cancel: handlers.onCancel, retry: undefined };
  const run = (action: DownloadAction) => {
    const handler = own[action];
    if (handler) handler(task.task_id);
    else if (!act.isPending) act.mutate(action);
  };
  const isDoing = (action: DownloadAction) => act.isPending && act.variables === action;
  return (
    <Group gap={6} wrap="nowrap">
      {(task.status === "pending" || task.status === "downloading") && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          aria-label={t("downloads.pause_this", { name })}
          loading={isDoing("pause")}
          onClick={() => run("pause")}
        >
          {t("downloads.pause")}
        </Button>
      )}
      {task.status === "paused" && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          aria-label={t("downloads.resume_this", { name })}
          loading={isDoing("resume")}
          onClick={() => run("resume")}
        >
          {t("downloads.resume")}
        </Button>
      )}
      {(task.status === "failed" || task.status === "cancelled") && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconRefresh size={15} aria-hidden />}
          aria-label={t("downloads.retry_this", { name })}
          loading={isDoing("retry")}
          onClick={() => run("retry")}
        >
          {t("downloads.retry")}
        </Button>
      )}
      {!isOver(task.status) && <Cancel task={task} isBusy={isDoing("cancel")} onCancel={() => run("cancel")} />}
    </Group>
  );
}

/** Asks first where bytes would be lost; what had not begun goes at once, with a way back. */
function Cancel({ task, isBusy, onCancel }: { task: DownloadTask; isBusy: boolean; onCancel: () => void }) {
  const [asks, setAsks] = useState(false);
  const has = task.downloaded_size > 0;
  const cancel = () => {
    setAsks(false);
    onCancel();
  };
  return (
    <Popover opened={asks} onChange={setAsks} position="bottom-end" withArrow trapFocus returnFocus width={260}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconX size={15} aria-hidden />}
          aria-label={t("downloads.cancel_this", { name: nameOf(task) })}
          loading={isBusy}
          onClick={() => (has ? setAsks(!asks) : cancel())}
        >
          {t("downloads.cancel")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm">{t("downloads.cancel_ask", { size: bytes(task.downloaded_size) })}</Text>
          <Group gap="xs">
            <Button size="compact-sm" color="red" onClick={cancel}>
              {t("downloads.cancel_yes")}
            </Button>
            <Button size="compact-sm" variant="default" data-autofocus onClick={() => setAsks(false)}>
              {t("downloads.cancel_no")}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
