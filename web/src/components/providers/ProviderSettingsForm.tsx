import "@/text/en/providers";
import { Group, MultiSelect, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { healthQuery, settingsQuery, suggestionsQuery } from "./queries";

/** Where a provider is, its key, and which models are chosen for it. */
export function ProviderSettingsForm({ provider, tab }: { provider: string; tab: string }) {
  const settings = useQuery(settingsQuery(provider));
  return (
    <Needs scope="admin">
      <Loaded query={settings} doing={t("providers.settings_read")}>
        {(stored) => <Form provider={provider} tab={tab} stored={stored} />}
      </Loaded>
    </Needs>
  );
}

interface Fields {
  address: string;
  models: string[];
}

function Form({ provider, tab, stored }: { provider: string; tab: string; stored: Doc<"ProviderSettingsDocument"> }) {
  const suggestions = useQuery(suggestionsQuery(provider));
  const health = useQuery(healthQuery(provider));
  const draft = useDraft<Fields>(`${tab}.${provider}`, { address: stored.address ?? "", models: [...stored.models] });
  // A key lives in this field only: not in the window's store, where drafts are.
  const [key, setKey] = useState("");
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: (wish: object) =>
      body(api.PUT("/api/providers/{provider}/settings", { params: { path: { provider } }, body: wish as never })),
    stale: ["providers"],
    doing: t("providers.settings_doing"),
    quiet: true,
    draft,
    onDone: (now) => {
      setKey("");
      setSaved(
        t("providers.settings_hold", {
          address: now.address ?? t("providers.no_address"),
          key: t(now.has_key ? "providers.with_key" : "providers.without_key"),
          count: now.models.length,
        }),
      );
    },
  });
  const errors = fieldErrors(
    draft.isDirty || key ? save.error : null,
    t("providers.settings_doing"),
    { address: ["address"], models: ["model"], key: ["key"] },
    "address",
  );
  const form = useFirstError(errors, save.submittedAt);
  const { address, models } = draft.changes;
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run({
          ...(address === undefined ? {} : { address: address.trim() || null }),
          ...(models === undefined ? {} : { models }),
          ...(key ? { key } : {}),
        });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("providers.address")}
          description={t("providers.address.about")}
          placeholder={stored.default_address ?? "http://127.0.0.1:8080/"}
          value={draft.value.address}
          onChange={(event) => draft.set({ address: event.currentTarget.value })}
          error={errors.address}
        />
        <PasswordInput
          label={t("providers.key")}
          description={
            stored.has_key
              ? t("providers.key.there", { from: stored.key_from ?? t("providers.key.stored") })
              : t("providers.key.none")
          }
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={errors.key}
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": t("providers.key.show") }}
        />
        <MultiSelect
          label={t("providers.models")}
          description={t("providers.models.about")}
          data={options(provider, suggestions.data, health.data, stored.models)}
          value={draft.value.models}
          onChange={(chosen) => draft.set({ models: chosen })}
          error={errors.models}
          searchable
          limit={100}
          nothingFoundMessage={t("providers.models.none")}
        />
        <Group gap="xs">
          <SaveBar
            isDirty={draft.isDirty || key !== ""}
            isSaving={save.isPending}
            onDiscard={() => {
              draft.discard();
              setKey("");
            }}
            saved={saved}
            error={errors.form}
          />
          {stored.has_key && (
            <Sure
              label={t("providers.key.remove")}
              question={t("providers.key.remove_ask")}
              action={t("providers.key.remove_sure")}
              onSure={() => save.run({ key: null })}
            />
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** What can be chosen: models of the library that suit it, the best first, and what the provider itself has. */
function options(
  provider: string,
  suggested: Doc<"SuggestionsDocument"> | undefined,
  health: Doc<"ProviderHealthDocument"> | undefined,
  chosen: readonly string[],
) {
  const { excellent = [], good = [], acceptable = [] } = suggested?.recommendations ?? {};
  const suits = [...excellent, ...good, ...acceptable];
  // What the provider has is in the library too, as "ollama/name", once it was indexed: not offered twice.
  const own = [...new Set(health?.models ?? [])].filter(
    (name) => !suits.includes(name) && !suits.includes(`${provider}/${name}`),
  );
  const others = chosen.filter((name) => !suits.includes(name) && !own.includes(name));
  return [
    {
      group: t("providers.models.library"),
      items: suits.map((id) => {
        const score = suggested?.compatibility_details[id]?.compatibility_score;
        return { value: id, label: score === undefined ? id : `${id} (${Math.round(score * 100)} %)` };
      }),
    },
    { group: t("providers.models.own"), items: own },
    { group: t("providers.models.other"), items: others },
  ].filter(({ items }) => items.length > 0);
}
