import "@/text/en/generate";
import { ActionIcon, NumberInput, Tooltip } from "@mantine/core";
import { IconArrowsShuffle, IconX } from "@tabler/icons-react";
import { t } from "@/text";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";

const DRAWN_BELOW = 2 ** 31 - 1;

/** A seed; nothing draws one for each generation. */
export function SeedField({ field, value, onChange, problem }: FieldProps) {
  const shown = typeof value === "number" || typeof value === "string" ? value : "";
  return (
    <FieldFrame field={field} problem={problem}>
      <NumberInput
        {...accessOf(field, problem)}
        value={shown}
        min={field.min ?? undefined}
        max={field.max ?? undefined}
        clampBehavior="none"
        allowDecimal={false}
        hideControls
        placeholder={t("generate.seed.drawn")}
        readOnly={field.fixed}
        error={!!problem}
        onChange={(next) => onChange(next === "" ? undefined : next)}
        rightSection={
          shown === "" ? (
            <Tooltip label={t("generate.seed.fix")}>
              <ActionIcon
                variant="subtle"
                aria-label={t("generate.seed.fix")}
                onClick={() => onChange(1 + Math.floor(Math.random() * DRAWN_BELOW))}
              >
                <IconArrowsShuffle size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ) : (
            <Tooltip label={t("generate.seed.clear")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("generate.seed.clear")}
                onClick={() => onChange(undefined)}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )
        }
      />
    </FieldFrame>
  );
}
