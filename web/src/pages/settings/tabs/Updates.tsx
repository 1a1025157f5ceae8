import "@/text/en/settings";
import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/app/session";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { JobLine } from "@/components/settings/parts/JobLine";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Rows } from "@/components/settings/parts/Row";
import { networkQuery, ScheduleForm } from "@/components/settings/parts/Schedule";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { ago } from "@/lib/format";
import { t } from "@/text";
import { FoundUpdate } from "./updates/FoundUpdate";
import { PastUpdates } from "./updates/PastUpdates";
import { type ApplyOptions, TakeOptions, useApplyOptions } from "./updates/TakeOptions";

const PAGE = 50;

/** Newer versions of what is here: looking for them, taking them, and the way back. */
export default function Updates() {
  const mayAdmin = useMay("admin");
  const mayWrite = useMay("write");
  const network = useQuery({ ...networkQuery, enabled: mayAdmin });
  const [state, setState] = useState("");
  const [job, setJob] = useState<string>();
  const [options, setOptions] = useApplyOptions();
  const found = useInfiniteQuery({
    queryKey: ["updates", "found", state],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/updates", {
          params: { query: { offset: pageParam, limit: PAGE, ...(state ? { state } : {}) } },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const seen = all.reduce((sum, page) => sum + page.updates.length, 0);
      return seen < last.total_count && last.updates.length > 0 ? seen : undefined;
    },
  });
  const check = useChange({
    ask: () => body(api.POST("/api/updates/check", { body: {} })),
    stale: ["jobs"],
    doing: t("settings.updates.check_doing"),
    onDone: (begun) => setJob(begun.job_id),
  });
  const apply = useChange({
    ask: (wish: ApplyOptions & { model_ids?: string[] }) => body(api.POST("/api/updates/apply", { body: wish })),
    stale: ["jobs"],
    doing: t("settings.updates.apply_doing"),
    onDone: (begun) => setJob(begun.job_id),
  });
  const first = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.updates) ?? [];
  const waiting = first?.counts.update_available ?? 0;
  return (
    <Stack>
      <Section
        title={t("settings.updates.check")}
        description={
          first?.checked_at
            ? t("settings.updates.checked", { when: ago(first.checked_at) })
            : t("settings.updates.unchecked")
        }
        action={
          <Button
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={check.isPending}
            disabled={!mayWrite}
            onClick={() => check.run()}
          >
            {t("settings.updates.check_now")}
          </Button>
        }
      >
        {job && <JobLine key={job} id={job} />}
        {mayAdmin && (
          <Loaded query={network} doing={t("settings.network.read")} rows={1}>
            {({ schedule }) => (
              <ScheduleForm name="updates.schedule" stored={schedule} fields={["update_check_hours"]} />
            )}
          </Loaded>
        )}
      </Section>
      <Section title={t("settings.updates.how")} description={t("settings.updates.how.about")}>
        <TakeOptions options={options} onChange={setOptions} />
      </Section>
      <Section
        title={t("settings.updates.found")}
        action={
          <Group gap="xs" align="flex-end">
            <NativeSelect
              aria-label={t("settings.updates.filter")}
              value={state}
              onChange={(event) => setState(event.currentTarget.value)}
              data={[
                { value: "", label: t("settings.updates.all") },
                ...Object.entries(first?.counts ?? {}).map(([value, number]) => ({
                  value,
                  label: `${stateName(value)} (${number})`,
                })),
                ...(state && !(state in (first?.counts ?? {})) ? [{ value: state, label: stateName(state) }] : []),
              ]}
            />
            <Button disabled={!mayWrite || waiting === 0} loading={apply.isPending} onClick={() => apply.run(options)}>
              {t("settings.updates.take_all", { count: waiting })}
            </Button>
          </Group>
        }
      >
        {found.isError ? (
          <ErrorPanel error={found.error} doing={t("settings.updates.read")} onRetry={() => void found.refetch()} />
        ) : found.isPending ? (
          <PageSkeleton />
        ) : rows.length === 0 ? (
          <EmptyState icon={<IconRefresh />} title={t("settings.updates.none")}>
            {t("settings.updates.none.about")}
          </EmptyState>
        ) : (
          <Rows label={t("settings.updates.found")}>
            {rows.map((one) => (
              <FoundUpdate
                key={`${one.model_id} ${one.path}`}
                found={one}
                stateName={stateName(one.state)}
                isTaking={apply.isPending}
                onTake={() => apply.run({ ...options, model_ids: [one.model_id] })}
              />
            ))}
          </Rows>
        )}
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("settings.more")}
          </Button>
        )}
        {!mayWrite && (
          <Text size="sm" c="dimmed">
            {t("settings.needs.line", { scope: "write" })}
          </Text>
        )}
      </Section>
      <PastUpdates />
    </Stack>
  );
}

const STATES = [
  "update_available",
  "early_access",
  "newer_here",
  "changed_upstream",
  "gone_upstream",
  "pinned",
  "ignored",
  "current",
  "unknown",
  "failed",
] as const;

function stateName(state: string): string {
  const known = STATES.find((one) => one === state);
  return known ? t(`settings.updates.state.${known}`) : state;
}
