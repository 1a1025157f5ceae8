import "@/text/en/library";
import { Badge, Group, List, Paper, Progress, Stack, Text } from "@mantine/core";
import { api, body, type Doc } from "@/api/client";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { Part } from "./Part";

const COLORS: Record<string, string> = { excellent: "teal", good: "blue", acceptable: "yellow", none: "red" };

/** What each provider makes of it: a score, why, and how much of this machine's memory it takes. */
export function Compatibility({ model }: { model: ModelInfo }) {
  return (
    <Part
      query={{
        queryKey: ["model", model.id, "compatibility"],
        queryFn: () => body(api.GET("/api/models/{id}/compatibility", { params: { path: { id: model.id } } })),
      }}
      doing={t("library.doing_compatibility")}
      empty={t("library.compatibility_none")}
      isEmpty={({ providers }) => providers.length === 0}
    >
      {({ providers, best_provider }) => (
        <Stack gap="sm">
          {providers.map((one) => (
            <Provider key={one.provider} one={one} isBest={one.provider === best_provider} />
          ))}
        </Stack>
      )}
    </Part>
  );
}

function Provider({ one, isBest }: { one: Doc<"CompatibilityDocument">; isBest: boolean }) {
  const { machine, requirements, best_variant } = one;
  const score = Math.round(one.compatibility_score * 100);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb={4}>
        <Text fw={600} size="sm">
          {one.provider}
        </Text>
        <Group gap={6}>
          {isBest && <Badge variant="filled">{t("library.best_provider")}</Badge>}
          <Badge color={COLORS[one.band] ?? "gray"} variant="light" tt="none">
            {t("library.score", { score, band: one.compatible ? one.band : t("library.incompatible") })}
          </Badge>
        </Group>
      </Group>
      <Progress
        value={score}
        color={COLORS[one.band] ?? "gray"}
        aria-label={t("library.score_of", { name: one.provider })}
      />
      <Sentences of={one.reasons} />
      {machine ? (
        <MemoryBar machine={machine} />
      ) : (
        requirements.memory_bytes && (
          <Text size="sm">{t("library.memory_need", { need: bytes(requirements.memory_bytes) })}</Text>
        )
      )}
      {one.recommendations.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="xs">
            {t("library.recommendations")}
          </Text>
          <Sentences of={one.recommendations} />
        </>
      )}
      {best_variant && (
        <Text size="sm" mt="xs">
          {t("library.best_variant", {
            name: [
              best_variant.quantization ?? best_variant.format ?? best_variant.model_id,
              bytes(best_variant.size_bytes),
            ].join(", "),
          })}
        </Text>
      )}
    </Paper>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <List size="sm" mt={6}>
      {of.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}

/** What it needs of what models may take here. */
function MemoryBar({ machine }: { machine: Doc<"MachineDocument"> }) {
  const { need_bytes: need, budget_bytes: budget, free_bytes: free } = machine;
  const part = budget > 0 ? need / budget : 1;
  return (
    <div style={{ marginTop: 8 }}>
      <Progress
        size="lg"
        value={Math.min(100, part * 100)}
        color={part > 1 ? "red" : part > 0.85 ? "yellow" : "teal"}
        aria-label={t("library.memory_bar")}
      />
      <Text size="xs" c="dimmed" mt={2}>
        {t("library.memory_of", { need: bytes(need), budget: bytes(budget) })}
        {free !== null && free !== undefined && ` · ${t("library.memory_free", { free: bytes(free) })}`}
        {machine.layers ? ` · ${t("library.layers", { gpu: machine.layers_on_gpu ?? 0, layers: machine.layers })}` : ""}
        {machine.tokens_per_second_estimate
          ? ` · ${t("library.speed", { speed: machine.tokens_per_second_estimate.toFixed(1) })}`
          : ""}
      </Text>
    </div>
  );
}
