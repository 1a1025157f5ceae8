import "@/text/en/generate";
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { t } from "@/text";
import { queueQuery } from "./queries";
import { QueueRow } from "./queue/QueueRow";

/** One's own generations that wait, run, or came to nothing. The server's word is the truth; events keep it fresh. */
export function Queue({ isQuiet }: { /** Whether nothing is said where nothing is. */ isQuiet?: boolean }) {
  const { data, error, isPending, refetch } = useQuery({
    ...queueQuery,
    // Events tell of changes at once; this is for a connection that lost them.
    refetchInterval: ({ state }) =>
      state.data?.generations.some((row) => row.state === "running" || row.state === "queued") ? 15_000 : false,
  });
  if (error) return <ErrorPanel error={error} doing={t("generate.queue.doing")} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton h={80} />;
  const rows = data.generations;
  // Those that nobody was asked for yet can change places.
  const waiting = rows.filter((row) => row.state === "queued");
  if (rows.length === 0)
    return isQuiet ? null : (
      <EmptyState icon={<IconHourglass aria-hidden />} title={t("generate.queue.empty")}>
        {t("generate.queue.empty.step")}
      </EmptyState>
    );
  return (
    <Stack gap="xs" component="section" aria-labelledby="generate-queue">
      <Title order={2} size="h4" id="generate-queue">
        {t("generate.queue")}{" "}
        <Text span c="dimmed" size="sm">
          {data.total_count}
        </Text>
      </Title>
      <Stack gap="xs" role="list">
        {rows.map((row) => {
          const at = waiting.indexOf(row);
          return <QueueRow key={row.id} row={row} place={at < 0 ? undefined : at + 1} places={waiting.length} />;
        })}
      </Stack>
    </Stack>
  );
}
