import "@/text/en/settings";
import { Checkbox, MultiSelect, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { freeName, putRoot, type Root, type Roots } from "@/components/settings/parts/roots";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { BucketFields } from "./BucketFields";
import { EMPTY, type Fields, fieldsOf, wishOf } from "./fields";
import { Preview } from "./Preview";
import { Templates } from "./Templates";

/** Adds a place for models, or changes the rules of one, and shows what would go where meanwhile. */
export function RootForm({ root, all, onDone }: { root?: Root; all: Roots; onDone?(): void }) {
  const draft = useDraft<Fields>(`folders.${root?.name ?? "new"}`, root ? fieldsOf(root) : EMPTY);
  const [saved, setSaved] = useState<string>();
  const fields = draft.value;
  const isBucket = fields.path.trim().toLowerCase().startsWith("s3://");
  const name =
    root?.name ?? (fields.name.trim() || freeName(fields.path.split(/[\\/]/).filter(Boolean).at(-1) ?? "", all.roots));
  const layout = all.layouts.find(({ id }) => id === (fields.layout || all.layout));
  const [shown] = useDebouncedValue(`${fields.layout}\n${fields.path.trim()}`, 400);
  const save = useChange({
    ask: (wish: Fields) => putRoot(name, wishOf(wish)),
    stale: ["settings", "library", "storage", "jobs"],
    doing: t("settings.folders.save_doing"),
    quiet: true,
    draft,
    onDone: () => {
      setSaved(t("settings.folders.holds", { name, path: fields.path.trim() }));
      onDone?.();
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? save.error : null,
    t("settings.folders.save_doing"),
    {
      layout: ["layout"],
      templates: ["template"],
      types: ["kind of folder", "types"],
      min_free: ["min_free"],
      after_download: ["after_download", "safetensors"],
      endpoint: ["endpoint"],
      profile: ["profile"],
      region: ["region"],
      name: ["name", "called"],
      path: ["path"],
    },
    "path",
  );
  const form = useFirstError(errors, save.submittedAt);
  const [shownLayout = "", shownPath = ""] = shown.split("\n");
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(fields);
      }}
    >
      <Stack gap="sm" mt={root ? "sm" : 0}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("settings.folders.path")}
            description={t("settings.folders.path.about")}
            value={fields.path}
            onChange={(event) => draft.set({ path: event.currentTarget.value })}
            error={errors.path}
            required
          />
          {!root && (
            <TextInput
              label={t("settings.folders.name")}
              description={t("settings.folders.name.about")}
              placeholder={name}
              value={fields.name}
              onChange={(event) => draft.set({ name: event.currentTarget.value })}
              error={errors.name}
            />
          )}
          {!isBucket && (
            <NativeSelect
              label={t("settings.folders.layout")}
              value={fields.layout}
              onChange={(event) => draft.set({ layout: event.currentTarget.value })}
              data={[
                { value: "", label: t("settings.folders.layout.usual", { layout: nameOf(all, all.layout) }) },
                ...all.layouts.map(({ id, name: label }) => ({ value: id, label })),
              ]}
              error={errors.layout}
            />
          )}
          <NumberInput
            label={t("settings.folders.priority")}
            description={t("settings.folders.priority.about")}
            allowDecimal={false}
            hideControls
            value={fields.priority}
            onChange={(priority) => draft.set({ priority })}
          />
          {!isBucket && (
            <NumberInput
              label={t("settings.folders.min_free")}
              description={t("settings.folders.min_free.about")}
              suffix=" GB"
              min={0}
              hideControls
              value={fields.min_free}
              onChange={(min_free) => draft.set({ min_free })}
              error={errors.min_free}
            />
          )}
          {!isBucket && (
            <NativeSelect
              label={t("settings.folders.after")}
              value={fields.after_download}
              onChange={(event) => draft.set({ after_download: event.currentTarget.value })}
              data={[
                { value: "", label: t("settings.folders.after.off") },
                { value: "safetensors", label: t("settings.folders.after.safetensors") },
                { value: "safetensors:bf16", label: t("settings.folders.after.bf16") },
              ]}
              error={errors.after_download}
            />
          )}
        </SimpleGrid>
        {isBucket ? (
          <BucketFields fields={fields} errors={errors} onChange={draft.set} />
        ) : (
          <>
            <MultiSelect
              label={t("settings.folders.types")}
              description={t("settings.folders.types.about")}
              data={[...(layout?.folders ?? [])]}
              value={fields.types}
              onChange={(types) => draft.set({ types })}
              error={errors.types}
              searchable
            />
            <Templates
              kinds={layout?.folders ?? []}
              templates={fields.templates}
              error={errors.templates}
              onChange={(templates) => draft.set({ templates })}
            />
          </>
        )}
        <Checkbox
          label={t("settings.folders.read_only.label")}
          checked={fields.read_only}
          onChange={(event) => draft.set({ read_only: event.currentTarget.checked })}
        />
        {!isBucket && shownPath && <Preview root={shownPath} layout={shownLayout} />}
        <SaveBar
          {...(root ? {} : { label: t("settings.folders.add") })}
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={fields.path.trim() === ""}
        />
      </Stack>
    </form>
  );
}

function nameOf(all: Roots, layout: string): string {
  return all.layouts.find(({ id }) => id === layout)?.name ?? layout;
}
