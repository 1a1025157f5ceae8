import "@/text/en/library";
import { Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { api, body } from "@/api/client";
import { useLacks } from "@/app/session";
import { handleApiError } from "@/lib/error-handler";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { usePreviewDisplay } from "../levels";
import type { ModelInfo } from "../models";
import { OwnPreview } from "./OwnPreview";
import { Facts } from "./Part";

interface Words {
  name: string;
  description: string;
  notes: string;
  tags: string[];
  trained_words: string[];
}

const NAMES = ["name", "description", "notes", "tags", "trained_words"] as const;

const wordsOf = (model: ModelInfo): Words => ({
  name: model.name,
  description: model.description,
  notes: model.notes ?? "",
  tags: model.tags ?? [],
  trained_words: model.trained_words ?? [],
});

/** What a person calls a model and says of it. What is typed and not saved yet survives a reload. */
export function Overview({ model }: { model: ModelInfo }) {
  const client = useQueryClient();
  const key = `model_library_draft_${model.id}`;
  const [draft, setDraft] = useState<Partial<Words>>(() => readDraft(key));
  const displayOf = usePreviewDisplay();
  const lacks = useLacks("write");
  const words = { ...wordsOf(model), ...draft };
  const change = (next: Partial<Words>) => {
    const all = { ...draft, ...next };
    setDraft(all);
    writeStored(key, JSON.stringify(all));
  };
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  /** What was typed while a save was under way is not part of it, and stays. */
  const forget = (sent?: Partial<Words>) => {
    const left = Object.fromEntries(
      Object.entries(latest.current).filter(
        ([name, value]) => sent && JSON.stringify(value) !== JSON.stringify(sent[name as keyof Words]),
      ),
    );
    setDraft(left);
    writeStored(key, Object.keys(left).length > 0 ? JSON.stringify(left) : undefined);
  };
  // Only what differs is sent: a refresh of the rest, meanwhile, is not overwritten.
  const said = wordsOf(model);
  const changed = NAMES.filter((name) => JSON.stringify(words[name]) !== JSON.stringify(said[name]));
  const save = useMutation({
    mutationFn: (sent: Partial<Words>) =>
      body(
        api.PATCH("/api/models/{id}", {
          params: { path: { id: model.id } },
          body: sent as never,
        }),
      ),
    onSuccess: (saved, sent) => {
      client.setQueryData(["model", model.id], saved);
      forget(sent);
      void client.invalidateQueries({ queryKey: ["library"] });
      void client.invalidateQueries({ queryKey: ["facets"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length > 0 && !save.isPending && !lacks)
      save.mutate(Object.fromEntries(changed.map((name) => [name, words[name]])));
  };
  const metadata = (model.metadata ?? {}) as Record<string, unknown>;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <OwnPreview model={model} display={displayOf(model)} />
        <TextInput
          label={t("library.name")}
          value={words.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TagsInput
          label={t("library.tags")}
          description={t("library.tags_hint")}
          value={words.tags}
          onChange={(tags) => change({ tags })}
        />
        <Textarea
          label={t("library.notes")}
          autosize
          minRows={2}
          value={words.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
        />
        <TagsInput
          label={t("library.trained_words")}
          value={words.trained_words}
          onChange={(trained_words) => change({ trained_words })}
        />
        <Textarea
          label={t("library.description")}
          autosize
          minRows={2}
          maxRows={8}
          value={words.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        {save.error && (
          <Text size="sm" c="red" role="alert">
            {handleApiError(save.error, t("library.doing_save")).message}
          </Text>
        )}
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={changed.length === 0 || lacks} loading={save.isPending}>
            {t("save")}
          </Button>
          <Button size="xs" variant="default" disabled={changed.length === 0} onClick={() => forget()}>
            {t("library.discard")}
          </Button>
          <Text size="xs" c="dimmed" role="status">
            {changed.length > 0 ? t("library.unsaved") : save.isSuccess ? t("library.saved") : ""}
          </Text>
        </Group>
        <Facts
          facts={[
            [t("library.creator"), model.creator],
            [t("library.capabilities"), model.capabilities.join(", ")],
            [t("library.parameters"), text(metadata.parameters)],
            [t("library.quantization"), text(metadata.quantization)],
            [t("library.memory"), text(metadata.memory_requirement)],
            [t("library.context"), text(metadata.context_length)],
            [t("library.license"), text(metadata.license)],
          ]}
        />
      </Stack>
    </form>
  );
}

const text = (value: unknown): string | null =>
  typeof value === "string" ? value : typeof value === "number" ? value.toLocaleString("en") : null;

function readDraft(key: string): Partial<Words> {
  try {
    return JSON.parse(readStored(key) ?? "{}") as Partial<Words>;
  } catch {
    return {};
  }
}
