import { ActionIcon, Button, Group, Indicator, Popover, Progress, Stack, Text } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";

// Downloads and generations have pages of their own.
const ELSEWHERE = new Set(["download", "generation"]);

/** What this server has under way, and what is still to come. */
export const activeJobsQuery = {
  queryKey: ["jobs", "active"],
  queryFn: async () => {
    const [running, queued] = await Promise.all(
      (["running", "queued"] as const).map((state) => body(api.GET("/api/jobs", { params: { query: { state } } }))),
    );
    return { jobs: [...(running?.jobs ?? []), ...(queued?.jobs ?? [])] };
  },
};

/** Long work that was begun anywhere: how far it is, and a way to stop it. */
export function JobTray() {
  const { data } = useQuery(activeJobsQuery);
  const jobs = (data?.jobs ?? []).filter(
    (job) => !ELSEWHERE.has(job.kind) && (job.state === "running" || job.state === "queued"),
  );
  if (jobs.length === 0) return null;
  return (
    <Popover width={320} position="bottom-end" withArrow trapFocus>
      <Indicator label={jobs.length} size={16} processing>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("jobs.tray", { count: jobs.length })}>
            <IconActivity size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          {jobs.map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function RunningJob({ job }: { job: Doc<"JobDocument"> }) {
  const what = jobName(job.kind);
  const cancel = useMutation({
    mutationFn: () => body(api.POST("/api/jobs/{job}/cancel", { params: { path: { job: job.id } } })),
    onError: (problem) => tellError(problem, t("job.cancel", { what })),
  });
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm">{what}</Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          loading={cancel.isPending}
          aria-label={t("job.cancel", { what })}
          onClick={() => cancel.mutate()}
        >
          {t("cancel")}
        </Button>
      </Group>
      <Progress value={(job.progress ?? 0) * 100} animated={job.progress == null} aria-label={what} />
    </div>
  );
}

/** What a kind of job is called. */
export function jobName(kind: string): string {
  const words = kind.replaceAll(/[._-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
