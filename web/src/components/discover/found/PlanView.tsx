import "@/text/en/discover";
import { Alert, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDownloads } from "@/components/downloads/useDownloads";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { t } from "@/text";
import { Companions } from "./Companions";
import { Danger } from "./Danger";
import { findingsOf } from "./findings";
import type { Order } from "./order";
import { PlannedFile } from "./PlannedFile";
import { StartDownload } from "./StartDownload";
import { usePlan } from "./useFound";

/** What would go where, before a byte is fetched; and the button that has it done. */
export function PlanView({ order, isSettled, hasFiles }: { order: Order; isSettled: boolean; hasFiles: boolean }) {
  const asked = usePlan(order);
  // A consent is to this file as it is, and to no other.
  const [consent, setConsent] = useState<string>();
  const accepts = consent === JSON.stringify(order);
  const wish: Order = accepts ? { ...order, accept_danger: true } : order;
  const accepted = usePlan(wish, accepts);
  // Until the other plan is there the first one stands, so that what somebody just checked stays where it is.
  const isAsking = accepts && accepted.isPending;
  const plan = accepts && !isAsking ? accepted : asked;
  const { tasks } = useDownloads(true);
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  if (plan.isPending)
    return (
      <Stack gap="xs" aria-busy="true">
        <Text size="sm" c="dimmed" role="status">
          {t("discover.planning")}
        </Text>
        <Skeleton h={110} />
      </Stack>
    );
  if (plan.isError)
    return <ErrorPanel error={plan.error} doing={t("discover.plan_doing")} onRetry={() => void plan.refetch()} />;
  const { items } = plan.data;
  const companions = items.flatMap((item) => item.companions ?? []);
  const wanted = companions.filter(({ state, url, when }) => state === "missing" && without.has(url) === Boolean(when));
  return (
    <section aria-live="polite">
      <Title order={3} size="h5" mb={6}>
        {t("discover.plan")}
      </Title>
      <Paper withBorder>
        <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {items.map((item) => (
            <PlannedFile
              key={`${item.url} ${item.path} ${item.file}`}
              item={item}
              hint={hasFiles && item.error?.code === "usage" ? t("discover.choose_file") : undefined}
            />
          ))}
        </Stack>
      </Paper>
      {items.length === 0 && <Alert color="gray">{t("discover.plan_empty")}</Alert>}
      <Companions
        companions={companions}
        note={items.find(({ companion_note }) => companion_note)?.companion_note}
        without={without}
        onChange={setWithout}
      />
      <Danger
        findings={findingsOf(order, asked.data?.items ?? [], tasks)}
        accepted={accepts}
        onAccept={(yes) => setConsent(yes ? JSON.stringify(order) : undefined)}
      />
      <StartDownload
        order={wish}
        plan={plan.data}
        companions={wanted}
        isSettled={isSettled && !isAsking && !plan.isFetching}
      />
    </section>
  );
}
