import "@/text/en/settings";
import { Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { changeOf, EMPTY, type Fields, fieldsOf, questionOf } from "./fields";

const TYPES = ["Checkpoint", "LORA", "LoCon", "DoRA", "TextualInversion", "VAE", "Controlnet", "Upscaler", "Workflows"];
const BASES = ["SD 1.5", "SDXL 1.0", "Pony", "Illustrious", "Flux.1 D", "Flux.1 S", "SD 3.5", "Qwen"];

/** Follows something, or changes how it is followed. */
export function SubscriptionForm({
  one,
  onBegun,
  onDone,
}: {
  one?: Doc<"SubscriptionDocument">;
  onBegun?(job: string | null): void;
  onDone?(): void;
}) {
  const draft = useDraft<Fields>(`subscriptions.${one?.id ?? "new"}`, one ? fieldsOf(one) : EMPTY);
  const [saved, setSaved] = useState<string>();
  const fields = draft.value;
  const doing = t(one ? "settings.subscriptions.change_doing" : "settings.subscriptions.follow_doing");
  const save = useChange({
    ask: (wish: Fields) =>
      one
        ? body(api.PUT("/api/subscriptions/{id}", { params: { path: { id: one.id } }, body: changeOf(wish) }))
        : body(api.POST("/api/subscriptions", { body: questionOf(wish) })),
    stale: ["updates", "jobs"],
    doing,
    quiet: true,
    draft,
    onDone: (now) => {
      setSaved(t("settings.subscriptions.saved", { name: now.name || now.value }));
      onBegun?.(now.job_id ?? null);
      onDone?.();
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? save.error : null,
    doing,
    {
      max_version: ["max_version_bytes"],
      max_day: ["max_day_bytes"],
      min_free: ["min_free_bytes"],
      types: ["types"],
      base_models: ["base_models", "base model"],
      root: ["root"],
      value: ["to follow", "value"],
    },
    "value",
  );
  const form = useFirstError(errors, save.submittedAt);
  const size = (name: "max_version" | "max_day" | "min_free") => (
    <NumberInput
      label={t(`settings.subscriptions.${name}`)}
      suffix=" GB"
      min={0}
      clampBehavior="blur"
      hideControls
      value={fields[name]}
      onChange={(value) => draft.set({ [name]: value })}
      error={errors[name]}
    />
  );
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(fields);
      }}
    >
      <Stack gap="sm">
        {!one && (
          <Group align="flex-start">
            <NativeSelect
              label={t("settings.subscriptions.kind")}
              value={fields.kind}
              onChange={(event) => draft.set({ kind: event.currentTarget.value })}
              data={(["creator", "tag", "search", "model"] as const).map((value) => ({
                value,
                label: t(`settings.subscriptions.kind.${value}`),
              }))}
            />
            <TextInput
              style={{ flex: "1 1 220px" }}
              label={t("settings.subscriptions.value")}
              value={fields.value}
              onChange={(event) => draft.set({ value: event.currentTarget.value })}
              error={errors.value}
              maxLength={200}
              required
            />
          </Group>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("settings.subscriptions.name")}
            value={fields.name}
            onChange={(event) => draft.set({ name: event.currentTarget.value })}
          />
          <NativeSelect
            label={t("settings.subscriptions.policy")}
            value={fields.policy}
            onChange={(event) => draft.set({ policy: event.currentTarget.value })}
            data={[
              { value: "report", label: t("settings.subscriptions.policy.report") },
              { value: "fetch", label: t("settings.subscriptions.policy.fetch") },
            ]}
          />
          <TagsInput
            label={t("settings.subscriptions.types")}
            data={TYPES}
            value={fields.types}
            onChange={(types) => draft.set({ types })}
            error={errors.types}
          />
          <TagsInput
            label={t("settings.subscriptions.base_models")}
            data={BASES}
            value={fields.base_models}
            onChange={(base_models) => draft.set({ base_models })}
            error={errors.base_models}
          />
        </SimpleGrid>
        {fields.policy === "fetch" && (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
            {size("max_version")}
            {size("max_day")}
            {size("min_free")}
            <TextInput
              label={t("settings.subscriptions.root")}
              value={fields.root}
              onChange={(event) => draft.set({ root: event.currentTarget.value })}
              error={errors.root}
            />
          </SimpleGrid>
        )}
        {!one && (
          <TextInput
            type="date"
            maw={280}
            label={t("settings.subscriptions.since")}
            description={t("settings.subscriptions.since.about")}
            value={fields.since}
            onChange={(event) => draft.set({ since: event.currentTarget.value })}
          />
        )}
        <Checkbox
          label={t("settings.subscriptions.nsfw")}
          checked={fields.nsfw}
          onChange={(event) => draft.set({ nsfw: event.currentTarget.checked })}
        />
        <SaveBar
          {...(one ? {} : { label: t("settings.subscriptions.follow") })}
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={fields.value.trim() === ""}
        />
      </Stack>
    </form>
  );
}
