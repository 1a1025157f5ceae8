import "@/text/en/providers";
import { Alert, Badge, Button, Collapse, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconPlus, IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { MachineMemory } from "@/components/providers/MachineMemory";
import { ProviderCard } from "@/components/providers/ProviderCard";
import { ProviderDrawer } from "@/components/providers/ProviderDrawer";
import { ProviderForm } from "@/components/providers/ProviderForm";
import { integrationQuery, providersQuery } from "@/components/providers/queries";
import { statusColour, statusWord } from "@/components/providers/words";
import ModelLibraryIntegrationTest from "@/components/settings/ModelLibraryIntegrationTest";
import { Section } from "@/components/settings/parts/Section";
import { t } from "@/text";

/** What runs models, how well, and with which of them. */
export default function ProvidersPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { provider: opened, tab = "suggestions" } = useSearch({ strict: false });
  const may = useMay("admin");
  const [isAdding, setAdding] = useState(false);
  const status = useQuery({ ...integrationQuery, refetchInterval: 60_000 });
  const all = useQuery(providersQuery);
  const known = new Map((all.data?.providers ?? []).map((one) => [one.name, one]));
  const show = (next: { provider?: string | undefined; tab?: string | undefined }) =>
    void navigate({ to: "/providers", search: next });
  return (
    <Stack>
      <Group justify="space-between" gap="xs">
        <Title order={1}>{t("providers.title")}</Title>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={status.isFetching}
            onClick={() => void client.invalidateQueries({ queryKey: ["providers"] })}
          >
            {t("providers.refresh")}
          </Button>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={!may}
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            {t("providers.own.new")}
          </Button>
        </Group>
      </Group>
      <Collapse expanded={isAdding}>
        {isAdding && (
          <Section title={t("providers.own.new")} description={t("providers.own.about")}>
            <ProviderForm onDone={() => setAdding(false)} />
          </Section>
        )}
      </Collapse>
      <MachineMemory />
      {all.data?.warnings.map((warning) => (
        <Alert key={warning} color="yellow">
          {warning}
        </Alert>
      ))}
      {status.isError ? (
        <ErrorPanel error={status.error} doing={t("providers.read")} onRetry={() => void status.refetch()} />
      ) : status.data ? (
        <Overview status={status.data} known={known} onOpen={(provider) => show({ provider, tab: "suggestions" })} />
      ) : (
        <PageSkeleton />
      )}
      <ModelLibraryIntegrationTest />
      <ProviderDrawer
        id={opened}
        provider={known.get(opened)}
        tab={tab}
        onTab={(next) => show({ provider: opened, tab: next })}
        onClose={() => show({})}
      />
    </Stack>
  );
}

function Overview({
  status,
  known,
  onOpen,
}: {
  status: Doc<"IntegrationDocument">;
  known: ReadonlyMap<string | null | undefined, Doc<"ProviderDocument">>;
  onOpen(provider: string): void;
}) {
  // What can be used stands first, then what only needs a model, then the rest.
  const cards = Object.values(status.providers).sort(
    (one, other) => rank(other) - rank(one) || other.total_compatible - one.total_compatible,
  );
  return (
    <Stack gap="sm">
      <Group gap="xs" role="status">
        <Badge color={statusColour(status.overall_status)} variant="light" size="lg" tt="none">
          {statusWord(status.overall_status)}
        </Badge>
        <Text size="sm">
          {t("providers.overall", {
            healthy: status.healthy_providers,
            total: status.total_providers,
            with: status.providers_with_models,
            models: status.total_compatible_models,
          })}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {cards.map((one) => (
          <ProviderCard key={one.name} status={one} provider={known.get(one.name)} onOpen={() => onOpen(one.name)} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function rank(one: Doc<"ProviderStatusDocument">): number {
  return (
    (one.status === "healthy" ? 4 : 0) + (one.has_local_models ? 2 : 0) + (one.health.state === "reachable" ? 1 : 0)
  );
}
