import "@/text/en/gallery";
import { Button, Group, Paper, Progress, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import { indexJobsQuery, isUnderWay } from "./queries";

type Job = Doc<"JobDocument">;
type Wish = "pause" | "resume" | "cancel" | "retry";

// Pictures that were read already are shown while the rest is read.
const SHOW_EVERY = 4000;

/** How far the look through the folders is, with ways to halt and to stop it; or why the last one failed. */
export function IndexProgress() {
  const { data } = useQuery(indexJobsQuery);
  const jobs = data?.jobs ?? [];
  const active = jobs.filter(isUnderWay);
  useNews(active.find(({ state }) => state === "running")?.progress);
  if (active.length > 0)
    return active.map((job) => (
      <Paper key={job.id} withBorder p="sm" mb="sm" role="group" aria-label={t("gallery.indexing")}>
        <Running job={job} />
      </Paper>
    ));
  const last = jobs[0];
  return last?.state === "failed" && last.error ? <Failed job={last} message={last.error.message} /> : null;
}

function Running({ job }: { job: Job }) {
  const may = useMay("write");
  const wish = useWish(job);
  const percent = Math.floor((job.progress ?? 0) * 100);
  const words =
    job.state === "paused"
      ? t("gallery.index_paused", { percent })
      : job.state === "queued"
        ? t("gallery.index_waits")
        : t("gallery.index_runs", { percent });
  return (
    <>
      <Group justify="space-between" mb={4}>
        <Text size="sm">{words}</Text>
        {may && (
          <Group gap={4}>
            <Button
              size="compact-xs"
              variant="subtle"
              loading={wish.isPending}
              onClick={() => wish.mutate(job.state === "paused" ? "resume" : "pause")}
            >
              {job.state === "paused" ? t("gallery.resume_index") : t("gallery.pause_index")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              disabled={wish.isPending}
              onClick={() => wish.mutate("cancel")}
            >
              {t("gallery.cancel_index")}
            </Button>
          </Group>
        )}
      </Group>
      <Progress
        value={job.progress == null ? 100 : percent}
        animated={job.progress == null && job.state === "running"}
        color={job.state === "paused" ? "gray" : undefined}
        aria-label={t("gallery.indexing")}
      />
    </>
  );
}

function Failed({ job, message }: { job: Job; message: string }) {
  const wish = useWish(job);
  return <ErrorPanel error={new Error(message)} doing={t("gallery.looking")} onRetry={() => wish.mutate("retry")} />;
}

function useWish(job: Job) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => body(api.POST(`/api/jobs/{job}/${wish}`, { params: { path: { job: job.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: (problem) => tellError(problem, t("gallery.looking")),
  });
}

function useNews(progress: number | null | undefined): void {
  const client = useQueryClient();
  const last = useRef(0);
  useEffect(() => {
    if (!progress || Date.now() - last.current < SHOW_EVERY) return;
    last.current = Date.now();
    void client.invalidateQueries({ queryKey: ["pictures"] });
  }, [client, progress]);
}
