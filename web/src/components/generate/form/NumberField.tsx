import "@/text/en/generate";
import { Button, Group, NumberInput, Slider } from "@mantine/core";
import { t } from "@/text";
import { isObject } from "../types";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";

// A slider with more places than pixels hits none of them.
const MOST_PLACES = 400;

/** A number: with a slider where its range is known. What is out of it is told by the server, and nothing is moved here. */
export function NumberField({ field, value, onChange, problem }: FieldProps) {
  const shown = typeof value === "number" || typeof value === "string" ? value : (field.default ?? field.value ?? "");
  const { min, max } = field;
  const step = field.step ?? (field.type === "integer" ? 1 : 0.05);
  const hasSlider = min != null && max != null && (max - min) / step <= MOST_PLACES && max > min;
  const number = Number(shown);
  return (
    <FieldFrame
      field={field}
      problem={problem}
      aside={<FieldPresets field={field} value={shown} onChange={onChange} />}
    >
      <Group gap="sm" wrap="nowrap">
        {hasSlider && (
          <Slider
            style={{ flex: 1 }}
            min={min}
            max={max}
            step={step}
            value={Number.isFinite(number) ? number : min}
            label={null}
            disabled={field.fixed}
            thumbLabel={field.label}
            onChange={onChange}
          />
        )}
        <NumberInput
          {...accessOf(field, problem)}
          w={hasSlider ? 96 : "100%"}
          min={min ?? undefined}
          max={max ?? undefined}
          step={step}
          clampBehavior="none"
          allowDecimal={field.type !== "integer"}
          value={shown as number | string}
          readOnly={field.fixed}
          error={!!problem}
          onChange={(next) => onChange(next === "" ? undefined : next)}
        />
      </Group>
    </FieldFrame>
  );
}

/** Values with a name, beside their field. */
export function FieldPresets({ field, value, onChange }: Pick<FieldProps, "field" | "value" | "onChange">) {
  if (!isObject(field.presets) || field.fixed) return null;
  return (
    <Group gap={2} wrap="wrap" justify="flex-end">
      {Object.entries(field.presets).map(([name, preset]) => (
        <Button
          key={name}
          size="compact-xs"
          variant={preset === value ? "light" : "subtle"}
          aria-pressed={preset === value}
          aria-label={t("generate.use_for", { name, field: field.label })}
          onClick={() => onChange(preset)}
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}
