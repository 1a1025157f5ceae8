import { ActionIcon, Button, Divider, Group, Indicator, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { useKeptFocus } from "@/lib/useKeptFocus";
import { t } from "@/text";
import { JobLog } from "./JobLog";
import { JobRow } from "./JobRow";
import { type Job, useJobs } from "./jobs";

export { activeJobsQuery, jobName } from "./jobs";

/** Long work that was begun anywhere: how far it is, ways to halt and to stop it, and what came of what ended. */
export function JobTray() {
  const { running, past, error, retry, markSeen } = useJobs();
  const [opened, setOpened] = useState(false);
  const [log, setLog] = useState<Job>();
  const box = useKeptFocus<HTMLDivElement>(opened && !log);
  const hasFailed = past.some(({ state }) => state === "failed");
  const close = () => {
    setOpened(false);
    markSeen();
  };
  return (
    <>
      {/* It stays where it is while somebody looks at it. */}
      {(running.length > 0 || past.length > 0 || opened) && (
        <Popover
          width="min(380px, calc(100vw - 24px))"
          position="bottom-end"
          withArrow
          trapFocus
          opened={opened}
          onChange={(open) => (open ? setOpened(true) : close())}
        >
          <Indicator
            label={running.length || past.length}
            size={16}
            offset={4}
            processing={running.length > 0}
            color={hasFailed ? "red" : running.length > 0 ? undefined : "green"}
          >
            <Popover.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={
                  running.length > 0
                    ? t("jobs.tray", { count: running.length })
                    : t("jobs.ended", { count: past.length })
                }
                onClick={() => (opened ? close() : setOpened(true))}
              >
                <IconActivity size={18} aria-hidden />
              </ActionIcon>
            </Popover.Target>
          </Indicator>
          <Popover.Dropdown aria-label={t("jobs.title")}>
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
                {running.map((job) => (
                  <JobRow key={job.id} job={job} onLog={() => setLog(job)} />
                ))}
                {past.length > 0 && (
                  <>
                    {running.length > 0 && <Divider />}
                    {past.map((job) => (
                      <JobRow key={job.id} job={job} onLog={() => setLog(job)} />
                    ))}
                    <Group justify="flex-end">
                      <Button size="compact-xs" variant="subtle" onClick={close}>
                        {t("jobs.dismiss")}
                      </Button>
                    </Group>
                  </>
                )}
              </Stack>
            </ScrollArea.Autosize>
          </Popover.Dropdown>
        </Popover>
      )}
      {log && <JobLog job={log} onClose={() => setLog(undefined)} />}
    </>
  );
}
