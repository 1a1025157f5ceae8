import "@/text/en/downloads";
import { Button, Group, VisuallyHidden } from "@mantine/core";
import { useLacks } from "@/app/session";
import { t } from "@/text";
import { type DownloadTask, nameOf } from "./tasks";
import { useMove } from "./useDownloads";

/** Gives one that waits another place among those that wait. */
export function DownloadMoves({ task, waiting }: { task: DownloadTask; waiting: number }) {
  const move = useMove(task);
  const lacks = useLacks("write");
  const place = task.queue_position;
  if (lacks || place == null || waiting < 2) return null;
  const name = nameOf(task);
  const moves = [
    { word: "downloads.first", label: "downloads.first_this", to: 1, can: place > 1 },
    { word: "downloads.up", label: "downloads.up_this", to: place - 1, can: place > 1 },
    { word: "downloads.down", label: "downloads.down_this", to: place + 1, can: place < waiting },
  ] as const;
  return (
    <Group gap={6}>
      {moves.map(({ word, label, to, can }) => (
        <Button
          key={word}
          size="compact-xs"
          variant="default"
          aria-label={t(label, { name })}
          disabled={!can}
          onClick={() => !move.isPending && move.mutate(to)}
        >
          {t(word)}
        </Button>
      ))}
      <VisuallyHidden role="status">
        {move.data?.queue_position != null && t("downloads.moved", { name, position: move.data.queue_position })}
      </VisuallyHidden>
    </Group>
  );
}
