import "@/text/en/generate";
import { Group, Input, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { t } from "@/text";
import type { Field } from "../types";

/** What every kind of field is given. */
export interface FieldProps {
  field: Field;
  /** What the person filled in; undefined for the default. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** What is wrong with it, once that is to be said. */
  problem?: string;
}

/** The element that takes the focus of a field, and what describes it. */
export const idOf = (field: Pick<Field, "key">): string => `generate-${field.key}`;
const describedBy = (field: Field, problem?: string): string | undefined =>
  [problem && `${idOf(field)}-error`, field.notes?.length && `${idOf(field)}-notes`].filter(Boolean).join(" ") ||
  undefined;
export const accessOf = (field: Field, problem?: string) => ({
  id: idOf(field),
  "aria-describedby": describedBy(field, problem),
  "aria-invalid": problem ? true : undefined,
});

/** Label, help, what the server noted, and what is wrong, around the element of a field. */
export function FieldFrame({
  field,
  problem,
  aside,
  group,
  children,
}: {
  field: Field;
  problem?: string;
  aside?: ReactNode;
  /** Whether it holds several elements; then the label names them together. */
  group?: boolean;
  children: ReactNode;
}) {
  const id = idOf(field);
  const described = describedBy(field, problem);
  // Mantine's inputs take what describes them from their own wrapper alone.
  useEffect(() => {
    const element = document.getElementById(id);
    if (described) element?.setAttribute("aria-describedby", described);
    else element?.removeAttribute("aria-describedby");
  }, [id, described]);
  const label = (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-end">
      <Input.Label
        labelElement={group ? "div" : "label"}
        htmlFor={group ? undefined : id}
        id={`${id}-label`}
        required={field.required}
      >
        {field.label}
        {field.fixed ? ` (${t("generate.fixed")})` : ""}
      </Input.Label>
      {aside}
    </Group>
  );
  return (
    <Stack
      gap={4}
      role={group ? "group" : undefined}
      aria-labelledby={group ? `${id}-label` : undefined}
      aria-describedby={group ? described : undefined}
    >
      {label}
      {field.help && (
        <Text size="xs" c="dimmed">
          {field.help}
        </Text>
      )}
      {children}
      {problem && (
        <Input.Error id={`${id}-error`} role="alert">
          {problem}
        </Input.Error>
      )}
      {(field.notes?.length ?? 0) > 0 && (
        <Text
          size="xs"
          c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))"
          id={`${id}-notes`}
          role="status"
        >
          {field.notes?.join(" ")}
        </Text>
      )}
    </Stack>
  );
}
