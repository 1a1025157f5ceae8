import "@/text/en/discover";
import { Autocomplete, Button, Group, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { type TextKey, t } from "@/text";
import { FILTERS, type Filters, PERIODS, sortsOf } from "./query";

const PAUSE = 300;
// Suggestions only: sources have further words, and new ones come.
const TYPES: Record<string, readonly string[]> = {
  civitai: [
    "Checkpoint",
    "LORA",
    "LoCon",
    "DoRA",
    "TextualInversion",
    "Hypernetwork",
    "VAE",
    "Controlnet",
    "Upscaler",
    "MotionModule",
    "Poses",
    "Wildcards",
    "Workflows",
    "Detection",
    "Other",
  ],
  huggingface: ["gguf", "safetensors", "diffusers", "lora", "text-generation", "text-to-image", "text-to-video"],
};
const BASES = [
  "SD 1.5",
  "SDXL 1.0",
  "Pony",
  "Illustrious",
  "NoobAI",
  "Flux.1 D",
  "Flux.1 S",
  "SD 3.5 Large",
  "Qwen",
  "Wan Video 14B t2v",
  "Wan Video 2.2 I2V-A14B",
  "Hunyuan Video",
];

/** What is searched for, and where. */
export function SearchFilters({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const types = filters.source ? (TYPES[filters.source] ?? []) : Object.values(TYPES).flat();
  const isFiltered = FILTERS.some((name) => filters[name]);
  return (
    <search>
      <Delayed
        value={filters.q ?? ""}
        onSettle={(q) => onChange({ q: q || undefined })}
        render={(value, write) => (
          <TextInput
            type="search"
            size="md"
            aria-label={t("discover.search")}
            placeholder={t("discover.search_example")}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={value}
            onChange={(event) => write(event.currentTarget.value)}
          />
        )}
      />
      <Group gap="sm" mt="sm" align="center">
        <SegmentedControl
          size="xs"
          aria-label={t("discover.source")}
          value={filters.source ?? "all"}
          onChange={(value) => {
            const source = value === "all" ? undefined : value;
            // A source knows neither the types of the other nor, perhaps, its order.
            const sort = filters.sort && sortsOf(source).includes(filters.sort) ? filters.sort : undefined;
            onChange({ source, sort, type: undefined, period: undefined });
          }}
          data={[
            { value: "all", label: t("discover.source_all") },
            { value: "civitai", label: "Civitai" },
            { value: "huggingface", label: "Hugging Face" },
          ]}
        />
        <Delayed
          value={filters.type ?? ""}
          onSettle={(type) => onChange({ type: type || undefined })}
          render={(value, write) => (
            <Autocomplete
              size="xs"
              w={150}
              aria-label={t("discover.type")}
              placeholder={t("discover.type")}
              data={[...types]}
              value={value}
              onChange={write}
            />
          )}
        />
        <Delayed
          value={filters.base ?? ""}
          onSettle={(base) => onChange({ base: base || undefined })}
          render={(value, write) => (
            <Autocomplete
              size="xs"
              w={150}
              aria-label={t("discover.base")}
              placeholder={t("discover.base")}
              data={BASES}
              value={value}
              onChange={write}
            />
          )}
        />
        <Select
          size="xs"
          w={150}
          aria-label={t("discover.sort")}
          placeholder={t("discover.sort")}
          data={sortsOf(filters.source).map((value) => ({ value, label: t(`discover.sort.${value}` as TextKey) }))}
          value={filters.sort ?? null}
          onChange={(sort) => onChange({ sort: sort ?? undefined })}
          clearable
        />
        {filters.source === "civitai" && (
          <Select
            size="xs"
            w={130}
            aria-label={t("discover.period")}
            placeholder={t("discover.period")}
            data={PERIODS.map((value) => ({ value, label: t(`discover.period.${value}` as TextKey) }))}
            value={filters.period ?? null}
            onChange={(period) => onChange({ period: period ?? undefined })}
            clearable
          />
        )}
        {(["creator", "tag"] as const).map((name) => (
          <Delayed
            key={name}
            value={filters[name] ?? ""}
            onSettle={(value) => onChange({ [name]: value || undefined })}
            render={(value, write) => (
              <TextInput
                size="xs"
                w={120}
                aria-label={t(`discover.${name}`)}
                placeholder={t(`discover.${name}`)}
                value={value}
                onChange={(event) => write(event.currentTarget.value)}
              />
            )}
          />
        ))}
        <Switch
          size="xs"
          label={t("discover.mature")}
          checked={filters.mature === "yes"}
          onChange={(event) => onChange({ mature: event.currentTarget.checked ? "yes" : undefined })}
        />
        {isFiltered && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          >
            {t("discover.clear")}
          </Button>
        )}
      </Group>
    </search>
  );
}

/** A field that tells what is in it once nobody has typed for a moment. */
function Delayed({
  value,
  onSettle,
  render,
}: {
  value: string;
  onSettle: (value: string) => void;
  render: (value: string, write: (value: string) => void) => React.ReactNode;
}) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const settle = useDebouncedCallback((next: string) => {
    told.current = next.trim();
    onSettle(next.trim());
  }, PAUSE);
  // What the address says wins, unless it is only what this field told it.
  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  return render(text, (next) => {
    setText(next);
    settle(next);
  });
}
