import { Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { moment } from "@/lib/format";
import { t } from "@/text";
import { type Job, jobName, resultOf } from "./jobs";

const COLORS: Record<string, string> = { warning: "orange", error: "red" };

/** What a job told while it ran. */
export function JobLog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["jobs", "log", job.id],
    queryFn: () => body(api.GET("/api/jobs/{job}/log", { params: { path: { job: job.id } } })),
    refetchInterval: job.state === "running" ? 2000 : false,
    staleTime: 0,
  });
  const came = resultOf(job);
  return (
    <Modal
      // Above the list that it is opened from.
      zIndex={400}
      opened
      onClose={onClose}
      size="lg"
      title={`${jobName(job.kind)}: ${t("job.log_title")}`}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {error ? (
        <ErrorPanel error={error} doing={t("job.log_doing")} onRetry={() => void refetch()} />
      ) : data ? (
        <Stack gap={4} aria-live="polite">
          {data.lines.length === 0 && <Text size="sm">{t("job.log_empty")}</Text>}
          {data.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added
            <div key={index}>
              <Text size="xs" c="dimmed" span>
                {moment(line.at)}{" "}
              </Text>
              <Text size="sm" span c={COLORS[line.level]} style={{ overflowWrap: "anywhere" }}>
                {line.message}
              </Text>
            </div>
          ))}
          {came && <Text size="sm">{came}</Text>}
        </Stack>
      ) : (
        <Skeleton h={80} aria-busy="true" />
      )}
    </Modal>
  );
}
