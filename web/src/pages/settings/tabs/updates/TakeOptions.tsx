import "@/text/en/settings";
import { Checkbox, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";

export interface ApplyOptions {
  old: string;
  keep_name: boolean;
  early_access: boolean;
  changed: boolean;
}

const KEY = "berry.updates.take";
const USUAL: ApplyOptions = { old: "store", keep_name: false, early_access: false, changed: false };

/** How updates are taken, as it was chosen the last time. */
export function useApplyOptions(): [ApplyOptions, (options: ApplyOptions) => void] {
  const [options, setOptions] = useState<ApplyOptions>(() => {
    try {
      return { ...USUAL, ...(JSON.parse(readStored(KEY) ?? "{}") as Partial<ApplyOptions>) };
    } catch {
      return USUAL;
    }
  });
  return [
    options,
    (next) => {
      setOptions(next);
      writeStored(KEY, JSON.stringify(next));
    },
  ];
}

export function TakeOptions({ options, onChange }: { options: ApplyOptions; onChange(options: ApplyOptions): void }) {
  return (
    <Stack gap="xs" maw={560}>
      <NativeSelect
        label={t("settings.updates.old")}
        value={options.old}
        onChange={(event) => onChange({ ...options, old: event.currentTarget.value })}
        data={(["store", "keep", "trash"] as const).map((value) => ({
          value,
          label: t(`settings.updates.old.${value}`),
        }))}
      />
      {(["keep_name", "early_access", "changed"] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`settings.updates.${name}`)}
          checked={options[name]}
          onChange={(event) => onChange({ ...options, [name]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}
