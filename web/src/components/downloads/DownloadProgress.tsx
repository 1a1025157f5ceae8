import "@/text/en/downloads";
import { Group, Progress, Text } from "@mantine/core";
import { bytes, duration } from "@/lib/format";
import { t } from "@/text";
import { type DownloadTask, nameOf } from "./tasks";

const STAGES = [
  { word: "downloads.stage.wait", statuses: ["pending"] },
  { word: "downloads.stage.transfer", statuses: ["downloading", "paused"] },
  { word: "downloads.stage.verify", statuses: ["verifying"] },
  { word: "downloads.stage.publish", statuses: [] as string[] },
] as const;

/** How far a download is: bar, bytes, speed, time left, and the stage that it is in. */
export function DownloadProgress({ task }: { task: DownloadTask }) {
  const name = nameOf(task);
  const isMoving = task.status === "downloading";
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
        <Stages task={task} name={name} />
      </Group>
      {task.status === "verifying" && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("downloads.stage.verifying_means")}
        </Text>
      )}
    </div>
  );
}

function Stages({ task, name }: { task: DownloadTask; name: string }) {
  // What checks a file and what publishes it are one status of the server: both are lit.
  const isChecking = task.status === "verifying";
  return (
    <Group
      component="ol"
      gap={6}
      m={0}
      p={0}
      style={{ listStyle: "none" }}
      aria-label={t("downloads.stages", { name })}
    >
      {STAGES.map(({ word, statuses }, index) => {
        const isNow = statuses.some((status) => status === task.status) || (isChecking && index === 3);
        return (
          <Text
            key={word}
            component="li"
            size="xs"
            fw={isNow ? 700 : 400}
            c={isNow ? undefined : "dimmed"}
            aria-current={isNow ? "step" : undefined}
          >
            {index > 0 && <span aria-hidden>› </span>}
            {t(word)}
          </Text>
        );
      })}
    </Group>
  );
}
