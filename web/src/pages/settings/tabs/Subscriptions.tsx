import "@/text/en/settings";
import { Button, Stack } from "@mantine/core";
import { IconBell, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/app/session";
import { EmptyState } from "@/components/parts/EmptyState";
import { JobLine } from "@/components/settings/parts/JobLine";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Rows } from "@/components/settings/parts/Row";
import { networkQuery, ScheduleForm } from "@/components/settings/parts/Schedule";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { Subscription } from "./subscriptions/Subscription";
import { SubscriptionForm } from "./subscriptions/SubscriptionForm";

/** Creators, tags, searches and models whose new versions are told or fetched. */
export default function Subscriptions() {
  const mayWrite = useMay("write");
  const mayAdmin = useMay("admin");
  const network = useQuery({ ...networkQuery, enabled: mayAdmin });
  const [job, setJob] = useState<string | null>();
  const all = useQuery({
    queryKey: ["updates", "subscriptions"],
    queryFn: () => body(api.GET("/api/subscriptions")),
  });
  const check = useChange({
    ask: () => body(api.POST("/api/subscriptions/check", { body: {} })),
    stale: ["jobs"],
    doing: t("settings.subscriptions.check_doing"),
    onDone: (begun) => setJob(begun.job_id),
  });
  return (
    <Stack>
      <Section
        title={t("settings.subscriptions")}
        description={t("settings.subscriptions.about")}
        action={
          <Button
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={check.isPending}
            disabled={!mayWrite || !all.data?.total_count}
            onClick={() => check.run()}
          >
            {t("settings.subscriptions.check")}
          </Button>
        }
      >
        {job && <JobLine key={job} id={job} />}
        <Loaded query={all} doing={t("settings.subscriptions.read")}>
          {({ subscriptions }) =>
            subscriptions.length === 0 ? (
              <EmptyState icon={<IconBell />} title={t("settings.subscriptions.none")}>
                {t("settings.subscriptions.none.about")}
              </EmptyState>
            ) : (
              <Rows label={t("settings.subscriptions")}>
                {subscriptions.map((one) => (
                  <Subscription key={one.id} one={one} />
                ))}
              </Rows>
            )
          }
        </Loaded>
      </Section>
      <Section title={t("settings.subscriptions.new")}>
        <Needs scope="write">
          <SubscriptionForm onBegun={setJob} />
        </Needs>
      </Section>
      {mayAdmin && (
        <Section title={t("settings.schedule")} description={t("settings.schedule.about")}>
          <Loaded query={network} doing={t("settings.network.read")} rows={1}>
            {({ schedule }) => (
              <ScheduleForm name="subscriptions.schedule" stored={schedule} fields={["subscription_check_hours"]} />
            )}
          </Loaded>
        </Section>
      )}
    </Stack>
  );
}
