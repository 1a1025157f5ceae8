import "@/text/en/generate";
import { Group, NumberInput, Select, Text } from "@mantine/core";
import { t } from "@/text";
import { useGeneration } from "../GenerationProvider";
import { hasWildcards } from "../useQuote";

const MOST = 50;

/** What becomes of lists of words in a prompt, where there are any: drawn once, several times, or all of them. */
export function WildcardHint({ text }: { text: string }) {
  const { memory, setSnippets } = useGeneration();
  if (!hasWildcards(text)) return null;
  const { snippets } = memory;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t("generate.wildcards.hint")}
      </Text>
      <Group gap="xs" align="flex-end">
        <Select
          size="xs"
          label={t("generate.wildcards.mode")}
          data={[
            { value: "once", label: t("generate.wildcards.once") },
            { value: "random", label: t("generate.wildcards.random") },
            { value: "batch", label: t("generate.wildcards.batch") },
          ]}
          value={snippets?.mode ?? "once"}
          allowDeselect={false}
          onChange={(mode) =>
            setSnippets(mode === "random" || mode === "batch" ? { mode, count: snippets?.count ?? 4 } : undefined)
          }
        />
        {snippets && (
          <NumberInput
            size="xs"
            w={110}
            label={t("generate.wildcards.count")}
            min={1}
            max={MOST}
            clampBehavior="strict"
            value={snippets.count ?? 4}
            onChange={(count) => setSnippets({ ...snippets, count: Number(count) || 1 })}
          />
        )}
      </Group>
    </div>
  );
}
