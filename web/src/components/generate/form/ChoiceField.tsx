import { Select } from "@mantine/core";
import { sameJson } from "../types";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";
import { FieldPresets } from "./NumberField";

/** One of several words or numbers. */
export function ChoiceField({ field, value, onChange, problem }: FieldProps) {
  const chosen = value ?? field.default ?? field.value;
  const options = field.options ?? [];
  const index = options.findIndex((option) => sameJson(option.value, chosen));
  return (
    <FieldFrame
      field={field}
      problem={problem}
      aside={<FieldPresets field={field} value={chosen} onChange={onChange} />}
    >
      <Select
        {...accessOf(field, problem)}
        data={[
          ...options.map((option, at) => ({ value: String(at), label: option.label })),
          // What is remembered and no longer offered is shown as it is, with the server's word for it.
          ...(index < 0 && chosen != null ? [{ value: "-1", label: String(chosen), disabled: true }] : []),
        ]}
        value={index < 0 && chosen == null ? null : String(index)}
        searchable={options.length > 12}
        allowDeselect={false}
        readOnly={field.fixed}
        error={!!problem}
        onChange={(at) => onChange(at === null ? undefined : options[Number(at)]?.value)}
      />
    </FieldFrame>
  );
}
