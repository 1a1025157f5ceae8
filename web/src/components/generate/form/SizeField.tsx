import "@/text/en/generate";
import { Box, Group, Text, UnstyledButton } from "@mantine/core";
import { t } from "@/text";
import { isObject } from "../types";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";

const TALLEST = 26;

/** A size by its ratio, each drawn as it is. */
export function SizeField({ field, value, onChange, problem }: FieldProps) {
  const options = field.options ?? [];
  // The server knows which ratio a size that came from elsewhere stands for.
  const held = isObject(field.value) ? field.value.value : field.value;
  const ratio = typeof value === "string" ? value : held;
  const chosen = options.find((option) => option.value === ratio);
  return (
    <FieldFrame
      field={field}
      problem={problem}
      group
      aside={
        chosen && (
          <Text size="xs" c="dimmed">
            {t("generate.pixels", { width: String(chosen.width), height: String(chosen.height) })}
          </Text>
        )
      }
    >
      <Group gap={6} {...accessOf(field, problem)} tabIndex={-1}>
        {options.map((option) => {
          const [width = 1, height = 1] = [option.width ?? 1, option.height ?? 1];
          const scale = TALLEST / Math.max(width, height);
          const isChosen = option === chosen;
          return (
            <UnstyledButton
              key={option.label}
              aria-pressed={isChosen}
              aria-label={t("generate.ratio", { ratio: option.label, width: String(width), height: String(height) })}
              disabled={field.fixed}
              onClick={() => onChange(option.value)}
              style={{
                display: "flex",
                flexDirection: "column",
                alignItems: "center",
                justifyContent: "flex-end",
                gap: 4,
                width: 54,
                height: 54,
                padding: 4,
                borderRadius: "var(--mantine-radius-sm)",
                border: `1px solid ${isChosen ? "var(--mantine-primary-color-filled)" : "var(--mantine-color-default-border)"}`,
                background: isChosen ? "var(--mantine-primary-color-light)" : undefined,
              }}
            >
              <Box
                w={width * scale}
                h={height * scale}
                style={{ border: "1.5px solid currentColor", borderRadius: 2 }}
                aria-hidden
              />
              <Text size="xs" lh={1}>
                {option.label}
              </Text>
            </UnstyledButton>
          );
        })}
      </Group>
    </FieldFrame>
  );
}
