import "@/text/en/settings";
import { NativeSelect, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";

interface Fields {
  id: string;
  audience: string;
  presentation: string;
  message: string;
  ecosystems: string[];
  workflows: string[];
  versions: string[];
}
const EMPTY: Fields = {
  id: "",
  audience: "testers",
  presentation: "disabled",
  message: "",
  ecosystems: [],
  workflows: [],
  versions: [],
};
const AUDIENCES = ["nobody", "moderators", "testers", "members"] as const;

export function audienceName(audience: string): string {
  const known = AUDIENCES.find((one) => one === audience);
  return known ? t(`settings.audience.${known}`) : audience;
}

/** Writes a gate. */
export function GateForm({ gate, onDone }: { gate?: Doc<"GateDocument">; onDone?(): void }) {
  const draft = useDraft<Fields>(`experiments.gate-${gate?.id ?? "new"}`, gate ? fieldsOf(gate) : EMPTY);
  const [saved, setSaved] = useState<string>();
  const fields = draft.value;
  const save = useChange({
    ask: ({ id, ...wish }: Fields) =>
      body(
        api.PUT("/api/generation/gates/{gate}", {
          params: { path: { gate: id.trim() } },
          body: { ...wish, message: wish.message.trim() || null, versions: wish.versions.map(Number) },
        }),
      ),
    stale: ["settings", "generation", "generate"],
    doing: t("settings.gates.save_doing"),
    quiet: true,
    draft,
    onDone: (now) => {
      setSaved(t("settings.gates.holds", { name: now.id, audience: audienceName(now.audience) }));
      onDone?.();
    },
  });
  const errors = fieldErrors(draft.isDirty ? save.error : null, t("settings.gates.save_doing"), {
    audience: ["audience"],
    ecosystems: ["ecosystem"],
    workflows: ["workflow"],
    versions: ["version"],
    message: ["message"],
    id: ["gate"],
  });
  if (fields.versions.some((version) => !/^\d+$/.test(version))) errors.versions = t("settings.gates.numbers");
  const isNothing = fields.ecosystems.length + fields.workflows.length + fields.versions.length === 0;
  const form = useFirstError(errors, save.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(fields);
      }}
    >
      <Stack gap="sm" mt={gate ? "sm" : 0}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {!gate && (
            <TextInput
              label={t("settings.gates.id")}
              description={t("settings.gates.id.about")}
              value={fields.id}
              onChange={(event) => draft.set({ id: event.currentTarget.value })}
              error={errors.id}
              required
            />
          )}
          <TextInput
            label={t("settings.gates.message")}
            description={t("settings.gates.message.about")}
            value={fields.message}
            onChange={(event) => draft.set({ message: event.currentTarget.value })}
            error={errors.message}
          />
          <NativeSelect
            label={t("settings.gates.audience")}
            value={fields.audience}
            onChange={(event) => draft.set({ audience: event.currentTarget.value })}
            data={AUDIENCES.map((value) => ({ value, label: audienceName(value) }))}
            error={errors.audience}
          />
          <NativeSelect
            label={t("settings.gates.presentation")}
            value={fields.presentation}
            onChange={(event) => draft.set({ presentation: event.currentTarget.value })}
            data={[
              { value: "disabled", label: t("settings.gates.disabled") },
              { value: "hidden", label: t("settings.gates.hidden") },
            ]}
          />
        </SimpleGrid>
        {(["ecosystems", "workflows", "versions"] as const).map((name) => (
          <TagsInput
            key={name}
            label={t(`settings.gates.${name}`)}
            value={fields[name]}
            onChange={(words) => draft.set({ [name]: words })}
            error={errors[name]}
          />
        ))}
        <SaveBar
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={fields.id.trim() === "" || isNothing || !!errors.versions}
        />
      </Stack>
    </form>
  );
}

function fieldsOf(gate: Doc<"GateDocument">): Fields {
  return {
    id: gate.id,
    audience: gate.audience,
    presentation: gate.presentation,
    message: gate.message ?? "",
    ecosystems: [...gate.ecosystems],
    workflows: [...gate.workflows],
    versions: gate.versions.map(String),
  };
}
