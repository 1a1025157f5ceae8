import { ActionIcon, Indicator } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { Suspense } from "react";
import { usePopup } from "@/components/parts/usePopup";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import { useJobs } from "./jobs";

const JobBox = lazily(() => import("./JobBox"));

/** Long work that was begun anywhere: how far it is, ways to halt and to stop it, and what came of what ended. */
export function JobTray() {
  const jobs = useJobs();
  const { running, past, markSeen } = jobs;
  const popup = usePopup(markSeen);
  const hasFailed = past.some(({ state }) => state === "failed");
  return (
    <>
      {/* It stays where it is while somebody looks at it. */}
      {(running.length > 0 || past.length > 0 || popup.opened) && (
        <Indicator
          label={running.length || past.length}
          size={16}
          offset={4}
          processing={running.length > 0}
          color={hasFailed ? "red" : running.length > 0 ? undefined : "green"}
        >
          <ActionIcon
            {...popup.button}
            variant="subtle"
            color="gray"
            aria-label={
              running.length > 0 ? t("jobs.tray", { count: running.length }) : t("jobs.ended", { count: past.length })
            }
          >
            <IconActivity size={18} aria-hidden />
          </ActionIcon>
        </Indicator>
      )}
      {popup.isWanted && (
        <Suspense fallback={null}>
          <JobBox place={popup.place} jobs={jobs} />
        </Suspense>
      )}
    </>
  );
}
