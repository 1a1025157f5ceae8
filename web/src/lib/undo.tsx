import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useSyncExternalStore } from "react";
import { t } from "@/text";
import { tellError } from "./error-handler";

const LONG_ENOUGH = 12_000;

/** Says that something was done, with a way back. */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  say(message, () => {
    undo().catch((problem) => tellError(problem, t("undo.doing")));
  });
}

/** Something that nobody can bring back once it was sent. */
interface Deferred {
  /** What is gone from the screen meanwhile: names that `useDeferred` tells. */
  keys: readonly string[];
  message: string;
  /** What is tried, such as "delete the webhook". */
  doing: string;
  /** Sends it, and asks anew for what it made old. What it sends must outlive the page: `keepalive`. */
  act: () => Promise<unknown>;
}

/** What is not sent yet, with the message that offers to take it back. */
const waiting = new Map<() => void, string>();
let hidden: readonly string[] = [];
const watchers = new Set<() => void>();

/** Says that something is done, and does it when nobody has taken that back: at once when the page is left. */
export function deferWithUndo({ keys, message, doing, act }: Deferred): void {
  hide([...hidden, ...keys]);
  const show = () => hide(hidden.filter((key) => !keys.includes(key)));
  const send = () => {
    if (!waiting.delete(send)) return;
    act()
      .catch((problem) => tellError(problem, doing))
      // What failed is there again.
      .finally(show);
  };
  const undo = () => {
    if (waiting.delete(send)) show();
  };
  waiting.set(send, say(message, undo, send));
}

/** What is as good as gone, and must not be shown. */
export function useDeferred(): ReadonlySet<string> {
  return new Set(useSyncExternalStore(watch, () => hidden));
}

function hide(next: readonly string[]): void {
  hidden = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

window.addEventListener("pagehide", () => {
  for (const [send, message] of [...waiting]) {
    send();
    // A browser that keeps the page for the way back would offer in vain to take it back.
    notifications.hide(message);
  }
});

function say(message: string, onUndo: () => void, onClose?: () => void): string {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            onUndo();
            notifications.hide(id);
          }}
        >
          {t("undo.action")}
        </Button>
      </Group>
    ),
    autoClose: LONG_ENOUGH,
    withBorder: true,
    onClose,
  });
  return id;
}
