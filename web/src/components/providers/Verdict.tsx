import "@/text/en/providers";
import { Badge, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { MemoryBar } from "./MemoryBar";
import { bandColour, bandWord } from "./words";

/** What a provider makes of a model: the score, every reason, and how it stands on this machine now. */
export function Verdict({
  verdict: told,
  actions,
}: {
  verdict: Doc<"CompatibilityDocument">;
  actions?: React.ReactNode;
}) {
  const [closer, setCloser] = useState<Doc<"CompatibilityDocument">>();
  const verdict = closer ?? told;
  const look = useChange({
    ask: () =>
      body(
        api.POST("/api/providers/compatibility/check", {
          body: { model_id: told.model_id, provider: told.provider },
        }),
      ),
    stale: [],
    doing: t("providers.closer_doing"),
    onDone: setCloser,
  });
  const { machine, requirements } = verdict;
  return (
    <Paper withBorder p="sm" component="li" style={{ listStyle: "none" }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Group gap="xs" style={{ minWidth: 0 }}>
          <Link to="/" search={{ q: verdict.model_id }} style={{ overflowWrap: "anywhere" }}>
            {verdict.model_id}
          </Link>
          <Badge variant="light" color={bandColour(verdict.band)} tt="none">
            {bandWord(verdict.band)} · {Math.round(verdict.compatibility_score * 100)} %
          </Badge>
          {verdict.chosen && <Badge tt="none">{t("providers.chosen")}</Badge>}
        </Group>
        <Group gap={4}>
          {actions}
          {!machine && (
            <Button
              size="compact-sm"
              variant="default"
              loading={look.isPending}
              aria-label={`${t("providers.closer")}: “${verdict.model_id}”`}
              onClick={() => look.run()}
            >
              {t("providers.closer")}
            </Button>
          )}
        </Group>
      </Group>
      <Stack gap={4} mt={4}>
        <List size="sm" spacing={2}>
          {verdict.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
        {verdict.recommendations.map((advice) => (
          <Text key={advice} size="sm" c="orange">
            {advice}
          </Text>
        ))}
        {verdict.unknown.length > 0 && (
          <Text size="xs" c="dimmed">
            {t("providers.unknown", { what: verdict.unknown.join(", ") })}
          </Text>
        )}
        {machine ? (
          <Machine machine={machine} />
        ) : (
          requirements.memory_bytes != null && (
            <Text size="xs" c="dimmed">
              {t("providers.needs", {
                size: bytes(requirements.memory_bytes),
                context: requirements.at_context ?? 0,
              })}
            </Text>
          )
        )}
        {verdict.best_variant && (
          <Text size="sm">{t("providers.variant", { model: verdict.best_variant.model_id })}</Text>
        )}
      </Stack>
    </Paper>
  );
}

function Machine({ machine }: { machine: Doc<"MachineDocument"> }) {
  const facts = [
    t(machine.could_run ? "providers.could_run" : "providers.could_not_run"),
    machine.runs_now != null && t(machine.runs_now ? "providers.runs_now" : "providers.runs_not_now"),
    machine.layers != null && t("providers.layers", { on: machine.layers_on_gpu ?? 0, all: machine.layers }),
    machine.tokens_per_second_estimate != null && t("providers.speed", { tokens: machine.tokens_per_second_estimate }),
  ].filter(Boolean);
  return (
    <>
      <MemoryBar
        label={t("providers.memory")}
        need={machine.need_bytes}
        budget={machine.budget_bytes}
        free={machine.free_bytes}
      />
      <Text size="sm">{facts.join(" · ")}</Text>
    </>
  );
}
