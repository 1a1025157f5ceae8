import "@/text/en/providers";
import { SimpleGrid, Skeleton, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import type { Doc } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { Section } from "@/components/settings/parts/Section";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { MemoryBar } from "./MemoryBar";
import { providersQuery, recommendationsQuery } from "./queries";

type Verdict = Doc<"CompatibilityDocument">;

/**
 * What this machine can give models. The server tells it with each verdict: the cards with a model that goes onto them,
 * the machine's memory with one that runs there.
 */
export function MachineMemory() {
  const providers = useQuery(providersQuery);
  const local = (providers.data?.providers ?? []).filter(
    (one) => one.name && one.performance_characteristics?.inference_type !== "cloud" && (one.total_models ?? 0) > 0,
  );
  const best = useQueries({ queries: local.map((one) => recommendationsQuery(one.name ?? "", 1)) });
  const verdicts = best.flatMap(({ data }) => data?.recommendations ?? []);
  const failed = best.find(({ error }) => error);
  const onCard = largest(verdicts.filter(isOnCard));
  const inMemory = largest(verdicts.filter((one) => one.reason_codes.includes("memory.fits_ram")));
  const error = providers.error ?? failed?.error;
  return (
    <Section title={t("providers.machine")} description={t("providers.machine.about")}>
      {error ? (
        <ErrorPanel
          error={error}
          doing={t("providers.machine.read")}
          onRetry={() => void (providers.error ? providers.refetch() : failed?.refetch())}
        />
      ) : providers.isPending || best.some(({ isPending }) => isPending) ? (
        <Skeleton h={48} aria-busy="true" />
      ) : !onCard && !inMemory ? (
        <Text size="sm" c="dimmed">
          {t("providers.machine.unknown")}
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {onCard && <Memory title={t("providers.machine.card")} verdict={onCard} />}
          {inMemory && <Memory title={t("providers.machine.memory")} verdict={inMemory} />}
        </SimpleGrid>
      )}
    </Section>
  );
}

function Memory({ title, verdict }: { title: string; verdict: Verdict }) {
  const machine = verdict.machine;
  if (!machine) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {title}: {bytes(machine.budget_bytes)}
      </Text>
      <MemoryBar label={title} need={machine.need_bytes} budget={machine.budget_bytes} free={machine.free_bytes} />
      <Text size="xs" c="dimmed">
        {t("providers.machine.by", { model: verdict.model_id })}
      </Text>
    </div>
  );
}

function isOnCard({ reason_codes, machine }: Verdict): boolean {
  return (
    reason_codes.includes("memory.fits_gpu") || (reason_codes.includes("memory.partial") && !!machine?.layers_on_gpu)
  );
}

function largest(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts
    .filter((one) => one.machine)
    .sort((one, other) => (other.machine?.budget_bytes ?? 0) - (one.machine?.budget_bytes ?? 0))[0];
}
