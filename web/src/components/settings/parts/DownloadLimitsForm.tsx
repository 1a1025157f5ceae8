import "@/text/en/settings";
import { Group, NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { useDraft } from "./drafts";
import { fieldErrors, useFirstError } from "./errors";
import { SaveBar } from "./SaveBar";
import { useChange } from "./useChange";

type Field = "speed" | "at_once";
type Value = number | string;
// What people type; an empty field is what the configuration says.
const MEBIBYTE = 1024 * 1024;

/** How fast all downloads are together, and how many run at once. */
export function DownloadLimitsForm({ stored }: { stored: Doc<"NetworkDownloads"> }) {
  const may = useMay("admin");
  const rate = stored.bytes_per_second;
  const draft = useDraft<Record<Field, Value>>("network.downloads", {
    speed: rate == null ? "" : Number((rate / MEBIBYTE).toFixed(3)),
    at_once: stored.at_once ?? "",
  });
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: ({ speed, at_once }: Partial<Record<Field, Value>>) =>
      body(
        api.PUT("/api/settings/network", {
          body: {
            downloads: {
              ...(speed !== undefined && {
                bytes_per_second: speed === "" ? null : Math.round(Number(speed) * MEBIBYTE),
              }),
              ...(at_once !== undefined && { at_once: at_once === "" ? null : Number(at_once) }),
            },
          } as Doc<"NetworkWish">,
        }),
      ),
    stale: ["settings"],
    doing: t("settings.limits.save"),
    quiet: true,
    onDone: ({ downloads }) => {
      draft.discard();
      setSaved(t("settings.limits.saved", { limits: told(downloads.in_force) }));
    },
  });
  const errors = fieldErrors(draft.isDirty ? save.error : null, t("settings.limits.save"), {
    speed: ["bytes_per_second"],
    at_once: ["at_once"],
  });
  const form = useFirstError(errors, save.submittedAt);
  const { configured } = stored;
  const usual =
    configured.bytes_per_second == null
      ? t("settings.limits.no_speed")
      : t("settings.limits.speed_is", { speed: bytes(configured.bytes_per_second) });
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
          <NumberInput
            w={280}
            label={t("settings.limits.speed")}
            description={t("settings.limits.empty_is", { usual })}
            suffix=" MiB/s"
            min={0}
            decimalScale={3}
            allowNegative={false}
            clampBehavior="none"
            hideControls
            value={draft.value.speed}
            onChange={(speed) => draft.set({ speed })}
            error={errors.speed}
            disabled={!may}
          />
          <NumberInput
            w={280}
            label={t("settings.limits.at_once")}
            description={t("settings.limits.empty_is", { usual: String(configured.at_once) })}
            min={1}
            max={16}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            hideControls
            value={draft.value.at_once}
            onChange={(at_once) => draft.set({ at_once })}
            error={errors.at_once}
            disabled={!may}
          />
        </Group>
        <SaveBar
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          label={t("settings.limits.save_label")}
          disabled={!may}
        />
      </Stack>
    </form>
  );
}

function told({ bytes_per_second, at_once }: Doc<"DownloadLimitsInForce">): string {
  const speed =
    bytes_per_second == null
      ? t("settings.limits.no_speed")
      : t("settings.limits.speed_is", { speed: bytes(bytes_per_second) });
  return t("settings.limits.told", { speed, count: at_once });
}
