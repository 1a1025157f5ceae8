import { PageButton } from "@/components/parts/PageLink";
import "@/text/en/downloads";
import { Button, Group, Skeleton, Stack, Title, VisuallyHidden } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Standalone } from "@/app/Standalone";
import { useLacks } from "@/app/session";
import type { DownloadHandlers } from "@/components/downloads/DownloadActions";
import { DownloadHistory } from "@/components/downloads/DownloadHistory";
import { DownloadRow } from "@/components/downloads/DownloadRow";
import { DownloadTotals } from "@/components/downloads/DownloadTotals";
import { type DownloadTask, inOrder, nameOf, totals } from "@/components/downloads/tasks";
import { useActOnAll, useDownloads } from "@/components/downloads/useDownloads";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { NeedsLine } from "@/components/parts/NeedsLine";
import { type TextKey, t } from "@/text";

interface Props extends DownloadHandlers {
  /** Those to show; without them it asks the server for all, and stays in step with it. */
  downloads?: DownloadTask[];
}

/** Downloads with their progress, and what one does with them. It stands alone as well. */
export default function DownloadManager(props: Props) {
  return (
    <Standalone>
      <Downloads {...props} />
    </Standalone>
  );
}

function Downloads({ downloads, ...handlers }: Props) {
  const asked = useDownloads(downloads === undefined);
  const tasks = downloads ?? asked.tasks;
  const active = inOrder(tasks);
  // Where the page is given its downloads, their order is not the server's.
  const waiting = downloads === undefined ? totals(tasks).waiting : 0;
  if (downloads === undefined && asked.isPending) return <Waiting />;
  if (downloads === undefined && asked.isError)
    return <ErrorPanel error={asked.error} doing={t("downloads.doing")} onRetry={() => void asked.refetch()} />;
  return (
    <Stack>
      <Announcements tasks={tasks} />
      {downloads === undefined && <NeedsLine />}
      <DownloadTotals tasks={tasks} />
      <Stack gap="xs" component="section">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t("downloads.now")}
          </Title>
          {downloads === undefined && <OnAll tasks={active} />}
        </Group>
        {active.length === 0 && (
          <EmptyState
            icon={<IconDownload aria-hidden />}
            title={t("downloads.none")}
            action={
              <PageButton to="/discover" variant="light">
                {t("downloads.discover")}
              </PageButton>
            }
          >
            {t("downloads.none_how")}
          </EmptyState>
        )}
        {active.map((task) => (
          <DownloadRow key={task.task_id} task={task} handlers={handlers} waiting={waiting} />
        ))}
      </Stack>
      <DownloadHistory tasks={tasks} hasOlder={asked.hasOlder} onOlder={asked.showOlder} />
    </Stack>
  );
}

function OnAll({ tasks }: { tasks: readonly DownloadTask[] }) {
  const pause = useActOnAll("pause");
  const resume = useActOnAll("resume");
  const going = tasks.filter(({ status }) => status === "downloading" || status === "pending");
  const paused = tasks.filter(({ status }) => status === "paused");
  const lacks = useLacks("write");
  if (lacks || going.length + paused.length < 2) return null;
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        disabled={going.length === 0}
        loading={pause.isPending}
        onClick={() => pause.mutate(going)}
      >
        {t("downloads.pause_all")}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={paused.length === 0}
        loading={resume.isPending}
        onClick={() => resume.mutate(paused)}
      >
        {t("downloads.resume_all")}
      </Button>
    </Group>
  );
}

/** Tells a screen reader what became of a download, and leaves out each step of its progress. */
function Announcements({ tasks }: { tasks: readonly DownloadTask[] }) {
  const known = useRef(new Map<string, string>());
  const [said, setSaid] = useState("");
  useEffect(() => {
    const changed = tasks.filter(({ task_id, status }) => {
      const before = known.current.get(task_id);
      known.current.set(task_id, status);
      return before !== undefined && before !== status;
    });
    if (changed.length > 0)
      setSaid(changed.map((task) => `${nameOf(task)}: ${t(`downloads.status.${task.status}` as TextKey)}`).join(". "));
  }, [tasks]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function Waiting() {
  return (
    <Stack aria-busy="true">
      <Skeleton h={64} />
      <Skeleton h={96} />
      <Skeleton h={96} />
    </Stack>
  );
}
