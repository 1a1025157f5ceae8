import "@/text/en/welcome";
import { Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { rootsQuery } from "@/components/settings/parts/roots";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { addAndIndex } from "./adding";

const EMPTY = { path: "", layout: "", takes: false };

/** A folder that was not found by itself. */
export function ByHand({ onBegun }: { onBegun(job: string): void }) {
  const roots = useQuery(rootsQuery);
  const draft = useDraft("welcome.folder", EMPTY);
  const { path, layout, takes } = draft.value;
  const add = useChange({
    ask: () =>
      addAndIndex(path.split(/[\\/]/).filter(Boolean).at(-1) ?? "", {
        path: path.trim(),
        ...(layout ? { layout } : {}),
        read_only: !takes,
      }),
    stale: ["settings", "library", "jobs"],
    doing: t("welcome.index_doing", { name: path }),
    quiet: true,
    draft,
    onDone: (job) => {
      onBegun(job);
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? add.error : null,
    t("welcome.index_doing", { name: path }),
    { layout: ["layout"], path: ["path"] },
    "path",
  );
  const form = useFirstError(errors, add.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim()) add.run();
      }}
    >
      <Stack gap="sm" maw={560}>
        <TextInput
          label={t("welcome.path")}
          description={t("welcome.path.about")}
          value={path}
          onChange={(event) => draft.set({ path: event.currentTarget.value })}
          error={errors.path}
          required
        />
        <NativeSelect
          label={t("welcome.layout")}
          value={layout}
          onChange={(event) => draft.set({ layout: event.currentTarget.value })}
          data={[
            { value: "", label: t("welcome.layout.any") },
            ...(roots.data?.layouts ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={errors.layout}
        />
        <Checkbox
          label={t("welcome.takes")}
          checked={takes}
          onChange={(event) => draft.set({ takes: event.currentTarget.checked })}
        />
        <SaveBar
          label={t("welcome.add")}
          isDirty={draft.isDirty}
          isSaving={add.isPending}
          onDiscard={draft.discard}
          error={errors.form}
          disabled={path.trim() === ""}
        />
      </Stack>
    </form>
  );
}
