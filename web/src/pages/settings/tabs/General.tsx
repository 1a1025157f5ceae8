import "@/text/en/settings";
import { NativeSelect, Stack, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { BY_LEVELS, LEVELS, levelsQuery } from "@/app/levels";
import { useMay } from "@/app/session";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { Loaded } from "@/components/settings/parts/Loaded";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";

type Levels = Doc<"GenerationLevelsDocument">;

/** How the page looks, and how mature what one asks for and sees may be. */
export default function General() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const levels = useQuery(levelsQuery);
  return (
    <Stack>
      <Section title={t("settings.appearance")} description={t("settings.appearance.about")}>
        <NativeSelect
          label={t("settings.appearance.scheme")}
          value={colorScheme}
          onChange={(event) => setColorScheme(event.currentTarget.value as "light" | "dark" | "auto")}
          data={(["auto", "light", "dark"] as const).map((value) => ({
            value,
            label: t(`settings.appearance.${value}`),
          }))}
          maw={280}
        />
      </Section>
      <Section title={t("settings.levels")} description={t("settings.levels.about")}>
        <Loaded query={levels} doing={t("settings.levels.read")}>
          {(stored) => <LevelsForm stored={stored} />}
        </Loaded>
      </Section>
    </Stack>
  );
}

function LevelsForm({ stored }: { stored: Levels }) {
  const may = useMay("write");
  const draft = useDraft<Levels>("general.levels", stored);
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: (changes: Partial<Levels>) => body(api.PUT("/api/generation/levels", { body: changes })),
    stale: BY_LEVELS,
    doing: t("settings.levels.save"),
    quiet: true,
    draft,
    onDone: (now) => {
      setSaved(
        t("settings.levels.holds", {
          request: levelName(now.request_limit),
          browse: levelName(now.browsing_limit),
          above: t(now.above === "hide" ? "settings.levels.hide_short" : "settings.levels.blur_short"),
        }),
      );
    },
  });
  const errors = fieldErrors(draft.isDirty ? save.error : null, t("settings.levels.save"), {
    request_limit: ["request_limit"],
    browsing_limit: ["browsing_limit"],
    above: ["above"],
  });
  const form = useFirstError(errors, save.submittedAt);
  const choices = LEVELS.map((level) => ({ value: level, label: levelName(level) }));
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(draft.changes);
      }}
    >
      <Stack gap="sm" maw={420}>
        <NativeSelect
          label={t("settings.levels.request")}
          description={t("settings.levels.request.about")}
          data={choices}
          value={draft.value.request_limit ?? "xxx"}
          onChange={(event) => draft.set({ request_limit: event.currentTarget.value })}
          error={errors.request_limit}
          disabled={!may}
        />
        <NativeSelect
          label={t("settings.levels.browse")}
          description={t("settings.levels.browse.about")}
          data={choices}
          value={draft.value.browsing_limit ?? "pg13"}
          onChange={(event) => draft.set({ browsing_limit: event.currentTarget.value })}
          error={errors.browsing_limit}
          disabled={!may}
        />
        <NativeSelect
          label={t("settings.levels.above")}
          data={[
            { value: "blur", label: t("settings.levels.blur") },
            { value: "hide", label: t("settings.levels.hide") },
          ]}
          value={draft.value.above ?? "blur"}
          onChange={(event) => draft.set({ above: event.currentTarget.value })}
          error={errors.above}
          disabled={!may}
        />
        <SaveBar
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={!may}
        />
      </Stack>
    </form>
  );
}

function levelName(level: string | null | undefined): string {
  const known = LEVELS.find((one) => one === level);
  return known ? t(`settings.level.${known}`) : (level ?? t("unknown"));
}
