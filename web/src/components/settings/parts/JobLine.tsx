import "@/text/en/settings";
import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { jobName } from "@/app/jobs";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { t } from "@/text";
import { useChange } from "./useChange";

const OVER = new Set(["completed", "failed", "cancelled"]);

/** How a job stands; events bring it up to date, and a look now and then finds what they missed. */
export function useJob(id: string | null | undefined) {
  return useQuery({
    queryKey: ["jobs", "one", id],
    queryFn: () => body(api.GET("/api/jobs/{job}", { params: { path: { job: id ?? "" } } })),
    enabled: !!id,
    refetchInterval: ({ state }) => (state.data && OVER.has(state.data.state) ? false : 1000),
  });
}

/** A job that was begun here: how far it is, a way to stop it, and what became of it. */
export function JobLine({ id, children }: { id: string; children?: (job: Doc<"JobDocument">) => React.ReactNode }) {
  const { data: job, error, refetch } = useJob(id);
  const what = jobName(job?.kind ?? "");
  const act = useChange({
    ask: (verb: "cancel" | "retry") =>
      verb === "cancel"
        ? body(api.POST("/api/jobs/{job}/cancel", { params: { path: { job: id } } }))
        : body(api.POST("/api/jobs/{job}/retry", { params: { path: { job: id } } })),
    stale: ["jobs"],
    doing: t("job.cancel", { what }),
  });
  if (error) return <ErrorPanel error={error} doing={t("settings.job.doing")} onRetry={() => void refetch()} />;
  if (!job) return <Progress value={100} animated aria-label={t("settings.job.begins")} />;
  if (job.state === "completed")
    return <div role="status">{children ? children(job) : <Text size="sm">{t("job.done", { what })}</Text>}</div>;
  if (job.state === "failed" || job.state === "cancelled")
    return (
      <Stack gap={4} role="status">
        <Text size="sm" c={job.state === "failed" ? "red" : undefined}>
          {t(job.state === "failed" ? "job.failed" : "job.cancelled", { what })}
          {job.error ? `: ${job.error.message}` : ""}
        </Text>
        {job.error?.resolution_steps.map((step) => (
          <Text key={step} size="sm" c="dimmed">
            {step}
          </Text>
        ))}
        <Anchor component="button" type="button" size="sm" onClick={() => act.run("retry")}>
          {t("error.retry")}
        </Anchor>
      </Stack>
    );
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm" role="status">
          {t("job.running", { what })}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          loading={act.isPending}
          aria-label={t("job.cancel", { what })}
          onClick={() => act.run("cancel")}
        >
          {t("cancel")}
        </Button>
      </Group>
      <Progress value={(job.progress ?? 1) * 100} animated={job.progress == null} aria-label={what} />
    </Stack>
  );
}
