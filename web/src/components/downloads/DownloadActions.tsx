import "@/text/en/downloads";
import { ActionIcon, Button, Group, Popover, Stack, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from "@tabler/icons-react";
import { type ReactNode, type Ref, useState } from "react";
import { useLacks } from "@/app/session";
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

interface Props {
  task: DownloadTask;
  handlers?: DownloadHandlers;
  /** Signs instead of words, where there is little room. */
  isSmall?: boolean;
  /** Whether the Tab key reaches them. */
  isReachable?: boolean;
}

/** Pause, resume, cancel or try again, whichever makes sense now. */
export function DownloadActions({ task, handlers = {}, isSmall = false, isReachable = true }: Props) {
  const act = useDownloadAction(task);
  const lacks = useLacks("write");
  const name = nameOf(task);
  const own = { pause: handlers.onPause, resume: handlers.onResume, cancel: handlers.onCancel, retry: undefined };
  const run = (action: DownloadAction) => {
    const handler = own[action];
    if (handler) handler(task.task_id);
    else if (!act.isPending) act.mutate(action);
  };
  // The server would refuse; what a page of the person's own does is another matter.
  if (lacks && !handlers.onPause && !handlers.onResume && !handlers.onCancel) return null;
  const isDoing = (action: DownloadAction) => act.isPending && act.variables === action;
  const turn =
    task.status === "paused"
      ? "resume"
      : task.status === "pending" || task.status === "downloading"
        ? "pause"
        : undefined;
  const look = { isSmall, tabIndex: isReachable ? 0 : -1 };
  return (
    <Group gap={isSmall ? 2 : 6} wrap="nowrap">
      {/* One and the same button, so that the keyboard stays on it. */}
      {turn && (
        <Action
          {...look}
          variant={turn === "pause" ? "default" : "light"}
          icon={turn === "pause" ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />}
          label={t(`downloads.${turn}_this`, { name })}
          isBusy={isDoing(turn)}
          onClick={() => run(turn)}
        >
          {t(`downloads.${turn}`)}
        </Action>
      )}
      {(task.status === "failed" || task.status === "cancelled") && (
        <Action
          {...look}
          variant="light"
          icon={<IconRefresh size={15} aria-hidden />}
          label={t("downloads.retry_this", { name })}
          isBusy={isDoing("retry")}
          onClick={() => run("retry")}
        >
          {t("downloads.retry")}
        </Action>
      )}
      {!isOver(task.status) && (
        <Cancel {...look} task={task} isBusy={isDoing("cancel")} onCancel={() => run("cancel")} />
      )}
    </Group>
  );
}

interface ActionProps {
  label: string;
  icon: ReactNode;
  variant: string;
  color?: string;
  isSmall: boolean;
  tabIndex: number;
  /** It stays enabled, since a button that is not loses the focus; whoever runs it sees to doing it once. */
  isBusy: boolean;
  onClick: () => void;
  /** The word on it, where there is room. */
  children: string;
  // Of the question that it opens.
  ref?: Ref<HTMLButtonElement>;
}

function Action({ label, icon, isSmall, isBusy, children, ...props }: ActionProps) {
  return isSmall ? (
    <ActionIcon {...props} aria-busy={isBusy} size={28} aria-label={label} title={children}>
      {icon}
    </ActionIcon>
  ) : (
    <Button {...props} aria-busy={isBusy} size="compact-sm" leftSection={icon} aria-label={label}>
      {children}
    </Button>
  );
}

interface CancelProps {
  task: DownloadTask;
  isBusy: boolean;
  onCancel: () => void;
  isSmall: boolean;
  tabIndex: number;
}

/** Asks first where bytes would be lost; what had not begun goes at once, with a way back. */
function Cancel({ task, isBusy, onCancel, ...look }: CancelProps) {
  const [asks, setAsks] = useState(false);
  const has = task.downloaded_size > 0;
  const cancel = () => {
    setAsks(false);
    onCancel();
  };
  return (
    <Popover opened={asks} onChange={setAsks} position="bottom-end" withArrow trapFocus returnFocus width={260}>
      <Popover.Target>
        <Action
          {...look}
          variant="subtle"
          color="red"
          icon={<IconX size={15} aria-hidden />}
          label={t("downloads.cancel_this", { name: nameOf(task) })}
          isBusy={isBusy}
          onClick={() => (has ? setAsks(!asks) : cancel())}
        >
          {t("downloads.cancel")}
        </Action>
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
