import "@/text/en/providers";
import { Alert, Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { useChange } from "@/components/settings/parts/useChange";
import { ago, count } from "@/lib/format";
import { t } from "@/text";
import { integrationQuery } from "./queries";
import { healthColour, healthWord, statusColour, statusWord } from "./words";

/** A provider at a glance: whether it answers, what it has to run, and what would bring it on. */
export function ProviderCard({
  status,
  provider,
  onOpen,
}: {
  status: Doc<"ProviderStatusDocument">;
  provider: Doc<"ProviderDocument"> | undefined;
  onOpen(): void;
}) {
  const client = useQueryClient();
  const name = provider?.display_name ?? status.name;
  const { health } = status;
  const look = useChange({
    ask: () =>
      body(
        api.GET("/api/providers/{provider}/health", {
          params: { path: { provider: status.name }, query: { refresh: true } },
        }),
      ),
    stale: [],
    doing: t("providers.look_doing"),
    onDone: () => void client.invalidateQueries({ queryKey: integrationQuery.queryKey }),
  });
  return (
    <Card withBorder component="article" aria-label={name} h="100%">
      <Stack gap="xs" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={3} size="h5" style={{ overflowWrap: "anywhere" }}>
            {name}
          </Title>
          <Badge variant="light" color={statusColour(status.status)} tt="none" style={{ flexShrink: 0 }}>
            {statusWord(status.status)}
          </Badge>
        </Group>
        <SimpleGrid cols={3} spacing="xs">
          <Figure label={t("providers.local")} value={status.local_models_count} />
          <Figure label={t("providers.suits")} value={status.total_compatible} />
          <Figure label={t("providers.to_be_had")} value={status.available_for_download} />
        </SimpleGrid>
        <div>
          <Badge variant="dot" color={healthColour(health.state)} tt="none">
            {healthWord(health.state)}
          </Badge>
          <Text size="xs" c="dimmed" mt={4}>
            {[
              health.address,
              health.version && t("providers.version", { version: health.version }),
              health.state === "reachable" && t("providers.took", { ms: Math.round(health.took_seconds * 1000) }),
              ago(health.checked_at),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </div>
        {/* What is missing is said once, even where health and advice say the same. */}
        {[...new Set([health.message, ...status.recommendations])].filter(Boolean).map((line) => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
        {look.isError && <Alert color="red">{t("providers.look_failed")}</Alert>}
        <Group gap="xs" mt="auto">
          <Button size="compact-sm" onClick={onOpen} aria-label={`${t("providers.open")}: “${name}”`}>
            {t("providers.open")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            loading={look.isPending}
            onClick={() => look.run()}
            aria-label={`${t("providers.look")}: “${name}”`}
          >
            {t("providers.look")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <Text fw={600}>{count(value)}</Text>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
    </div>
  );
}
