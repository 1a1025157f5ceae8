import "@/text/en/settings";
import { Group, NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { t } from "@/text";
import { useDraft } from "./drafts";
import { fieldErrors, useFirstError } from "./errors";
import { SaveBar } from "./SaveBar";
import { useChange } from "./useChange";

export type Hours = "update_check_hours" | "subscription_check_hours";

export const networkQuery = {
  queryKey: ["settings", "network"],
  queryFn: () => body(api.GET("/api/settings/network")),
};

/** Every how many hours the server looks by itself. */
export function ScheduleForm({
  name,
  stored,
  fields = ["update_check_hours", "subscription_check_hours"],
}: {
  name: string;
  stored: Doc<"NetworkSchedule">;
  fields?: readonly Hours[];
}) {
  const may = useMay("admin");
  const draft = useDraft<Record<Hours, number | string>>(name, stored);
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: (changes: Partial<Record<Hours, number | string>>) =>
      body(api.PUT("/api/settings/network", { body: changes as unknown as Doc<"NetworkWish"> })),
    stale: ["settings"],
    doing: t("settings.schedule.save"),
    quiet: true,
    draft,
    onDone: ({ schedule }) => {
      setSaved(fields.map((field) => holds(field, schedule[field])).join(" "));
    },
  });
  const errors = fieldErrors(draft.isDirty ? save.error : null, t("settings.schedule.save"), {
    update_check_hours: ["update_check_hours"],
    subscription_check_hours: ["subscription_check_hours"],
  });
  for (const field of fields) if (draft.value[field] === "") errors[field] = t("settings.schedule.empty");
  const form = useFirstError(errors, save.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(draft.changes);
      }}
    >
      <Stack gap="sm">
        <Group align="flex-start">
          {fields.map((field) => (
            <NumberInput
              key={field}
              w={280}
              label={t(`settings.schedule.${field}`)}
              description={t("settings.schedule.zero")}
              suffix={t("settings.schedule.hours")}
              min={0}
              max={8760}
              clampBehavior="none"
              allowDecimal={false}
              hideControls
              value={draft.value[field]}
              onChange={(value) => draft.set({ [field]: value })}
              error={errors[field]}
              disabled={!may}
            />
          ))}
        </Group>
        <SaveBar
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={!may || fields.some((field) => draft.value[field] === "")}
        />
      </Stack>
    </form>
  );
}

function holds(field: Hours, hours: number): string {
  const every = hours === 0 ? "never" : "every";
  return t(`settings.schedule.${field}.${every}`, { hours });
}
