import { Button, Divider, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PopupBox } from "@/components/parts/PopupBox";
import type { PopupPlace } from "@/components/parts/usePopup";
import { useKeptFocus } from "@/lib/useKeptFocus";
import { t } from "@/text";
import { JobLog } from "./JobLog";
import { JobRow } from "./JobRow";
import type { Job, useJobs } from "./jobs";

/** What the sign of long work opens. */
export default function JobBox({ place, jobs }: { place: PopupPlace; jobs: ReturnType<typeof useJobs> }) {
  const { running, past, error, retry } = jobs;
  const [log, setLog] = useState<Job>();
  const box = useKeptFocus<HTMLDivElement>(place.opened && !log);
  const rows = (of: readonly Job[]) => of.map((job) => <JobRow key={job.id} job={job} onLog={() => setLog(job)} />);
  return (
    <>
      <PopupBox place={place} width="min(380px, calc(100vw - 24px))" label={t("jobs.title")}>
        <ScrollArea.Autosize
          mah="min(460px, 65dvh)"
          type="auto"
          offsetScrollbars
          viewportRef={box}
          viewportProps={{ tabIndex: 0 }}
        >
          <Stack gap="sm">
            {error && <ErrorPanel error={error} doing={t("jobs.doing")} onRetry={retry} />}
            {running.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("jobs.none")}
              </Text>
            )}
            {rows(running)}
            {past.length > 0 && (
              <>
                {running.length > 0 && <Divider />}
                {rows(past)}
                <Group justify="flex-end">
                  <Button size="compact-xs" variant="subtle" onClick={() => place.onChange(false)}>
                    {t("jobs.dismiss")}
                  </Button>
                </Group>
              </>
            )}
          </Stack>
        </ScrollArea.Autosize>
      </PopupBox>
      {log && <JobLog job={log} onClose={() => setLog(undefined)} />}
    </>
  );
}
