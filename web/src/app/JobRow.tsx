import { Button, Group, List, Progress, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { ago, duration } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { type Job, jobName, resultOf } from "./jobs";
import { useMay } from "./session";

type Wish = "pause" | "resume" | "cancel" | "retry";

/** How one job stands or ended, with what may be done about it. */
export function JobRow({ job, onLog }: { job: Job; onLog: () => void }) {
  const what = jobName(job.kind);
  const may = useMay("write");
  const client = useQueryClient();
  const wish = useMutation({
    mutationFn: (wanted: Wish) => body(api.POST(`/api/jobs/{job}/${wanted}`, { params: { path: { job: job.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: (problem, wanted) => tellError(problem, t(`job.${wanted}`, { what })),
  });
  const act = (wanted: Wish, words: TextKey, color?: string) => (
    <Button
      size="compact-xs"
      variant="subtle"
      color={color}
      disabled={wish.isPending}
      aria-label={t(`job.${wanted}`, { what })}
      onClick={() => wish.mutate(wanted)}
    >
      {t(words)}
    </Button>
  );
  const isOver = job.state === "completed" || job.state === "failed" || job.state === "cancelled";
  return (
    <section aria-label={what}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            {what}
          </Text>
          <Text size="xs" c="dimmed">
            {stateOf(job)}
          </Text>
        </div>
        <Group gap={2} wrap="nowrap">
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={t("job.log", { what })} onClick={onLog}>
            {t("job.log_word")}
          </Button>
          {may && (job.state === "running" || job.state === "queued") && act("pause", "job.pause_word")}
          {may && job.state === "paused" && act("resume", "job.resume_word")}
          {may && !isOver && act("cancel", "cancel", "red")}
          {may && (job.state === "failed" || job.state === "cancelled") && act("retry", "job.retry_word")}
        </Group>
      </Group>
      {!isOver && (
        <Progress
          mt={4}
          value={job.progress == null ? 100 : job.progress * 100}
          animated={job.progress == null && job.state === "running"}
          color={job.state === "running" ? undefined : "gray"}
          aria-label={what}
        />
      )}
      {job.state === "completed" && resultOf(job) && <Text size="sm">{resultOf(job)}</Text>}
      {job.state === "failed" && job.error && (
        <>
          <Text size="sm" c="red">
            {job.error.message}
          </Text>
          {job.error.resolution_steps.length > 0 && (
            <List size="sm">
              {job.error.resolution_steps.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
          )}
        </>
      )}
    </section>
  );
}

function stateOf(job: Job): string {
  const what = jobName(job.kind);
  const percent = Math.floor((job.progress ?? 0) * 100);
  switch (job.state) {
    case "queued":
      return t("job.waits");
    case "paused":
      return t("job.paused_at", { percent });
    case "completed":
      return `${t("job.done", { what })}, ${ago(job.finished_at)}`;
    case "failed":
      return `${t("job.failed", { what })}, ${ago(job.finished_at)}`;
    case "cancelled":
      return `${t("job.cancelled", { what })}, ${ago(job.finished_at)}`;
    default: {
      const since = job.started_at ? t("job.since", { time: duration(Date.now() / 1000 - job.started_at) }) : "";
      return [job.progress == null ? "" : t("job.percent", { percent }), since].filter(Boolean).join(", ");
    }
  }
}
