import "@/text/en/generate";
import { Stack, Switch, Text } from "@mantine/core";
import { t } from "@/text";
import { accessOf, type FieldProps } from "./FieldFrame";

/** On or off. */
export function ToggleField({ field, value, onChange, problem }: FieldProps) {
  const isOn = typeof value === "boolean" ? value : field.default === true || field.value === true;
  return (
    <Stack gap={2}>
      <Switch
        {...accessOf(field, problem)}
        label={field.label}
        aria-label={t("generate.switch", { field: field.label })}
        description={field.help}
        checked={isOn}
        disabled={field.fixed}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {(field.notes?.length ?? 0) > 0 && (
        <Text size="xs" c="dimmed" role="status" id={`generate-${field.key}-notes`}>
          {field.notes?.join(" ")}
        </Text>
      )}
    </Stack>
  );
}
