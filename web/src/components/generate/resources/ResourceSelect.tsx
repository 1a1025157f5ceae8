import "@/text/en/generate";
import { Button, Group, Stack } from "@mantine/core";
import { IconLayoutGrid } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/text";
import { accessOf, FieldFrame, type FieldProps } from "../form/FieldFrame";
import { useGeneration } from "../GenerationProvider";
import { type Entry, isObject } from "../types";
import { ResourceBrowser } from "./ResourceBrowser";
import { ResourceSelectCard } from "./ResourceSelectCard";
import { ResourceSelectDropdown } from "./ResourceSelectDropdown";
import { useResourceFacts } from "./useResources";

/** Chooses models for a place of the form: one, or several with their strengths. */
export function ResourceSelect({ field, value, onChange, problem }: FieldProps) {
  const { form, memory, values, set } = useGeneration();
  const [isOpen, setOpen] = useState(false);
  const isSingle = field.type === "resource";
  const entries = read(value);
  const ecosystem = form?.ecosystem?.key;
  const factsOf = useResourceFacts(entries, ecosystem);
  const most = isSingle ? 1 : (field.max ?? Number.POSITIVE_INFINITY);
  const wish = { ecosystem, workflow: memory.workflow, types: field.types };

  const become = (next: readonly Entry[]) => onChange(next.length === 0 ? undefined : isSingle ? next[0] : next);
  const add = (entry: Entry) => {
    setOpen(false);
    const others = isSingle ? [] : entries.filter((one) => one.id !== entry.id || one.air !== entry.air);
    become([...others, entry].slice(0, most));
  };
  // What a model is called by belongs into what is to be seen.
  const prompt = form?.fields.find((one) => one.type === "text" && one.visible !== false);
  const addWord = prompt && ((word: string) => set(prompt, withWord(values[prompt.key], word)));

  return (
    <FieldFrame field={field} problem={problem} group>
      <Stack gap={6}>
        {entries.map((entry, at) => (
          <ResourceSelectCard
            key={`${entry.id ?? entry.air}`}
            entry={entry}
            facts={factsOf(entry)}
            fit={field.entries?.[at]}
            onChange={(next) => become(entries.with(at, next))}
            onRemove={() => become(entries.filter((one) => one !== entry))}
            onWord={addWord}
          />
        ))}
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>
            <ResourceSelectDropdown
              id={accessOf(field).id}
              describedBy={accessOf(field, problem)["aria-describedby"]}
              wish={wish}
              label={t("generate.resource.find", { field: field.label })}
              placeholder={t("generate.resource.placeholder")}
              isFull={!isSingle && entries.length >= most}
              error={!!problem}
              onChoose={add}
            />
          </div>
          <Button
            variant="default"
            leftSection={<IconLayoutGrid size={16} aria-hidden />}
            aria-label={t("generate.resource.browse_for", { field: field.label })}
            disabled={!isSingle && entries.length >= most}
            onClick={() => setOpen(true)}
          >
            {t("generate.resource.browse")}
          </Button>
        </Group>
      </Stack>
      <ResourceBrowser wish={wish} title={field.label} opened={isOpen} onClose={() => setOpen(false)} onChoose={add} />
    </FieldFrame>
  );
}

const read = (value: unknown): Entry[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map((one) =>
    isObject(one) ? (one as Entry) : ({ id: Number(one) } as Entry),
  );

/** A prompt with a word at its end, unless the word is there. */
export function withWord(prompt: unknown, word: string): string {
  const text = typeof prompt === "string" ? prompt.trimEnd() : "";
  if (text.toLowerCase().includes(word.toLowerCase())) return text;
  return text === "" ? word : `${text.replace(/,$/, "")}, ${word}`;
}
