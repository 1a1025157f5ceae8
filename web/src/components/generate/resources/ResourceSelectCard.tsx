import "@/text/en/generate";
import { ActionIcon, Badge, Box, Button, Group, NumberInput, Paper, Slider, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Doc } from "@/api/client";
import { t } from "@/text";
import type { Entry, Resource } from "../types";
import { Preview } from "./Preview";
import { shownPreview } from "./useResources";

/** What a chosen model is told. */
export interface ResourceSelectCardProps {
  entry: Entry;
  /** What the library or Civitai says of it. */
  facts?: Resource;
  /** Whether it goes with the form. */
  fit?: Doc<"ShownEntry">;
  onChange?: (entry: Entry) => void;
  onRemove?: () => void;
  /** Adds a word that calls its effect to the prompt. */
  onWord?: (word: string) => void;
}

/** A model that was chosen: its strength, its words, and why it is not sent where it does not go with the rest. */
export function ResourceSelectCard({ entry, facts, fit, onChange, onRemove, onWord }: ResourceSelectCardProps) {
  const name =
    entry.name ??
    entry.model?.name ??
    facts?.name ??
    t("generate.version_number", { id: String(entry.id ?? entry.air) });
  const words = entry.trainedWords ?? facts?.trigger_words ?? [];
  const version = entry.versionName ?? facts?.version_name;
  // A blurred picture is not shown beside a strength, nor one that could be shown under an earlier limit.
  const preview = facts?.display === "show" ? (entry.preview ?? shownPreview(facts)) : undefined;
  const isOut = fit?.level === "none";
  return (
    <Paper withBorder p="xs" role="group" aria-label={name} data-level={fit?.level}>
      <Group gap="xs" wrap="nowrap" align="flex-start" style={isOut ? { filter: "grayscale(1)" } : undefined}>
        <Preview src={preview} size={40} />
        <Box style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" fw={600} truncate td={isOut ? "line-through" : undefined} title={name}>
            {name}
          </Text>
          <Group gap={4}>
            {version && (
              <Text size="xs" c="dimmed">
                {version}
              </Text>
            )}
            {(entry.baseModel ?? facts?.base_model) && (
              <Badge size="xs" variant="default">
                {entry.baseModel ?? facts?.base_model}
              </Badge>
            )}
          </Group>
        </Box>
        {onRemove && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t("generate.resource.remove", { name })}
            onClick={onRemove}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {fit?.reason && (
        <Text
          size="xs"
          mt={4}
          c={isOut ? "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))" : "dimmed"}
        >
          {fit.reason} {isOut && t("generate.resource.kept")}
        </Text>
      )}
      {onChange && entry.strength !== undefined && (
        <Strength entry={entry} name={name} isOut={isOut} onChange={onChange} />
      )}
      {onWord && words.length > 0 && (
        <Group gap={4} mt={6}>
          {words.slice(0, 12).map((word) => (
            <Button
              key={word}
              size="compact-xs"
              variant="default"
              aria-label={t("generate.resource.word", { word })}
              onClick={() => onWord(word)}
            >
              + {word}
            </Button>
          ))}
        </Group>
      )}
    </Paper>
  );
}

function Strength({
  entry,
  name,
  isOut,
  onChange,
}: {
  entry: Entry;
  name: string;
  isOut: boolean;
  onChange: (entry: Entry) => void;
}) {
  const [min, max] = [entry.minStrength ?? -1, entry.maxStrength ?? 2];
  const label = t("generate.resource.strength", { name });
  return (
    <Group gap="sm" wrap="nowrap" mt={6}>
      <Slider
        style={{ flex: 1 }}
        size="sm"
        min={min}
        max={max}
        step={0.05}
        label={null}
        thumbLabel={label}
        disabled={isOut}
        value={entry.strength}
        onChange={(strength) => onChange({ ...entry, strength })}
      />
      <NumberInput
        size="xs"
        w={78}
        aria-label={label}
        min={min}
        max={max}
        step={0.05}
        decimalScale={2}
        clampBehavior="none"
        disabled={isOut}
        value={entry.strength}
        onChange={(strength) => typeof strength === "number" && onChange({ ...entry, strength })}
      />
    </Group>
  );
}
