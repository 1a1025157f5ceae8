import "@/text/en/settings";
import { MultiSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";

const STATES = ["queued", "running", "paused", "completed", "failed", "cancelled"];
/** The kinds of events that docs/webhooks.md lists. */
const EVENTS = [
  { group: "*", items: ["*"] },
  {
    group: "download",
    items: [
      "download.*",
      ...["pending", "downloading", "verifying", "paused", "completed", "failed", "cancelled"].map(
        (state) => `download.${state}`,
      ),
    ],
  },
  { group: "job", items: ["job.*", ...STATES.map((state) => `job.${state}`)] },
  { group: "generation", items: ["generation.*", ...STATES.map((state) => `generation.${state}`)] },
  { group: "notification", items: ["notification.*", "notification.added"] },
];

interface Fields {
  url: string;
  name: string;
  events: string[];
}
const EMPTY: Fields = { url: "", name: "", events: [] };

/** Makes a webhook, or changes one. */
export function WebhookForm({
  hook,
  onMade,
  onDone,
}: {
  hook?: Doc<"WebhookDocument">;
  onMade?(made: Doc<"NewWebhookDocument">): void;
  onDone?(): void;
}) {
  const draft = useDraft<Fields>(
    `webhooks.${hook?.id ?? "new"}`,
    hook ? { url: hook.url, name: hook.name, events: [...hook.events] } : EMPTY,
  );
  const [saved, setSaved] = useState<string>();
  const doing = t(hook ? "settings.webhooks.change_doing" : "settings.webhooks.make_doing");
  const save = useChange({
    ask: async (fields: Fields) => {
      const wish = { ...fields, url: fields.url.trim(), name: fields.name.trim() };
      if (hook) {
        await body(api.PUT("/api/webhooks/{id}", { params: { path: { id: hook.id } }, body: wish }));
        return null;
      }
      return body(api.POST("/api/webhooks", { body: wish }));
    },
    stale: ["settings"],
    doing,
    quiet: true,
    draft,
    onDone: (made) => {
      setSaved(t("settings.webhooks.saved"));
      if (made) onMade?.(made);
      onDone?.();
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? save.error : null,
    doing,
    { events: ["kind of event"], name: ["name of a webhook"], url: ["address"] },
    "url",
  );
  const form = useFirstError(errors, save.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(draft.value);
      }}
    >
      <Stack gap="sm" maw={560}>
        <TextInput
          label={t("settings.webhooks.url")}
          description={t("settings.webhooks.url.about")}
          type="url"
          value={draft.value.url}
          onChange={(event) => draft.set({ url: event.currentTarget.value })}
          error={errors.url}
          required
        />
        <TextInput
          label={t("settings.webhooks.name")}
          value={draft.value.name}
          onChange={(event) => draft.set({ name: event.currentTarget.value })}
          error={errors.name}
        />
        <MultiSelect
          label={t("settings.webhooks.events")}
          description={t("settings.webhooks.events.about")}
          data={EVENTS}
          value={draft.value.events}
          onChange={(events) => draft.set({ events })}
          error={errors.events}
          searchable
          hidePickedOptions
        />
        <SaveBar
          {...(hook ? {} : { label: t("settings.webhooks.make") })}
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={draft.value.url.trim() === ""}
        />
      </Stack>
    </form>
  );
}
