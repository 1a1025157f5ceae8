import "@/text/en/downloads";
import { Group, Progress, Text } from "@mantine/core";
import { bytes, duration } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { DownloadStages } from "./DownloadStages";
import { stageNow, stageOf } from "./stages";
import { type DownloadTask, nameOf } from "./tasks";

/** How far a download is: bar, bytes, speed, time left, and the stage that it is in. */
export function DownloadProgress({ task }: { task: DownloadTask }) {
  const name = nameOf(task);
  const isMoving = task.status === "downloading";
  const stage = stageOf(stageNow(task));
  const percent = Math.min(100, task.total_size > 0 ? (task.downloaded_size / task.total_size) * 100 : 0);
  return (
    <div>
      <Progress.Root size="md" my={6}>
        <Progress.Section
          value={task.status === "verifying" ? 100 : percent}
          striped={task.status === "verifying"}
          animated={task.status === "verifying"}
          color={task.status === "paused" ? "gray" : undefined}
          aria-label={t("downloads.progress", { name })}
          aria-valuetext={`${Math.floor(percent)} %`}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Text size="sm" data-testid="download-bytes">
          {bytes(task.downloaded_size)}{" "}
          {task.total_size > 0 ? t("downloads.of", { total: bytes(task.total_size) }) : null}
          {task.total_size > 0 && ` · ${Math.floor(percent)} %`}
          {isMoving && task.bytes_per_second != null && (
            <>
              {" · "}
              <b>{t("downloads.speed", { speed: bytes(task.bytes_per_second) })}</b>
            </>
          )}
          {isMoving &&
            task.estimated_time_remaining != null &&
            ` · ${t("downloads.left", { time: duration(task.estimated_time_remaining) })}`}
          {task.total_size === 0 && ` · ${t("downloads.size_unknown")}`}
        </Text>
        <DownloadStages task={task} name={name} />
      </Group>
      {stage && stage !== "transfer" && (
        <Text size="xs" c="dimmed" mt={4}>
          {t(`downloads.stage.${stage}_means` as TextKey)}
        </Text>
      )}
    </div>
  );
}
