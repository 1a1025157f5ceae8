import "@/text/en/generate";
import { Group, NumberInput, Select, Stack } from "@mantine/core";
import { t } from "@/text";
import { isObject, type Source } from "../types";
import type { FieldProps } from "./FieldFrame";
import { PicturesField } from "./PicturesField";

interface Control {
  image: Source;
  preprocessor?: string;
  weight?: number;
  startStep?: number;
  endStep?: number;
  strength?: number;
}

const read = (value: unknown): Control[] =>
  Array.isArray(value) ? (value.filter((one) => isObject(one) && isObject(one.image)) as Control[]) : [];

/** Pictures that steer a part of the steps, or lend their style: each with what is made of it, and how strongly. */
export function ControlsField({ field, value, onChange, problem }: FieldProps) {
  const controls = read(value);
  const isControl = field.type === "controls";
  const become = (next: Control[]) => onChange(next.length === 0 ? undefined : next);
  const change = (at: number, what: Partial<Control>) =>
    become(controls.with(at, { ...(controls[at] as Control), ...what }));
  return (
    <Stack gap="xs">
      <PicturesField
        field={{ ...field, type: "images" }}
        problem={problem}
        value={controls.map((one) => one.image)}
        onChange={(next) => {
          const images = (next ?? []) as Source[];
          become(images.map((image) => controls.find((one) => one.image.url === image.url) ?? { image }));
        }}
      />
      {controls.map((control, at) => (
        <Group key={control.image.url} gap="xs" wrap="wrap" role="group" aria-label={`${field.label} ${at + 1}`}>
          {isControl && (
            <Select
              size="xs"
              label={t("generate.control.preprocessor")}
              data={[
                { value: "none", label: t("generate.control.none") },
                ...(field.options ?? []).map((option) => ({ value: String(option.value), label: option.label })),
              ]}
              searchable
              allowDeselect={false}
              value={control.preprocessor ?? "none"}
              onChange={(word) => change(at, { preprocessor: word ?? "none" })}
            />
          )}
          <Amount
            label={t("generate.control.weight")}
            value={(isControl ? control.weight : control.strength) ?? 1}
            max={2}
            onChange={(weight) => change(at, isControl ? { weight } : { strength: weight })}
          />
          {isControl && (
            <>
              <Amount
                label={t("generate.control.from")}
                value={control.startStep ?? 0}
                onChange={(startStep) => change(at, { startStep })}
              />
              <Amount
                label={t("generate.control.to")}
                value={control.endStep ?? 1}
                onChange={(endStep) => change(at, { endStep })}
              />
            </>
          )}
        </Group>
      ))}
    </Stack>
  );
}

function Amount({
  label,
  value,
  max = 1,
  onChange,
}: {
  label: string;
  value: number;
  max?: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      size="xs"
      w={92}
      label={label}
      min={0}
      max={max}
      step={0.05}
      decimalScale={2}
      value={value}
      onChange={(next) => typeof next === "number" && onChange(next)}
    />
  );
}
