import type { ComponentType } from "react";
import { ResourceSelect } from "../resources/ResourceSelect";
import { ChoiceField } from "./ChoiceField";
import { ControlsField } from "./ControlsField";
import type { FieldProps } from "./FieldFrame";
import { NumberField } from "./NumberField";
import { PicturesField } from "./PicturesField";
import { SeedField } from "./SeedField";
import { SizeField } from "./SizeField";
import { TextField } from "./TextField";
import { ToggleField } from "./ToggleField";

/** What draws each kind of field. A kind that came later is typed as text, so that nothing of a form is missing. */
const KINDS: Record<string, ComponentType<FieldProps>> = {
  text: TextField,
  number: NumberField,
  integer: NumberField,
  toggle: ToggleField,
  choice: ChoiceField,
  seed: SeedField,
  size: SizeField,
  images: PicturesField,
  video: PicturesField,
  resource: ResourceSelect,
  resources: ResourceSelect,
  controls: ControlsField,
  references: ControlsField,
};

export function FormField(props: FieldProps) {
  const Kind = KINDS[props.field.type] ?? TextField;
  return <Kind {...props} />;
}
