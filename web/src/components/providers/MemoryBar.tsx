import "@/text/en/providers";
import { Progress, Text } from "@mantine/core";
import { bytes } from "@/lib/format";
import { t } from "@/text";

/** How much of what there is something needs, and how much of it is free now. */
export function MemoryBar({
  label,
  need,
  budget,
  free,
}: {
  label: string;
  need: number;
  budget: number;
  free?: number | null | undefined;
}) {
  const share = (need / Math.max(1, budget)) * 100;
  return (
    <div>
      <Progress
        value={Math.min(100, share)}
        color={share > 100 ? "red" : share > 90 ? "orange" : "green"}
        aria-label={label}
        size="lg"
      />
      <Text size="xs" c="dimmed" mt={2}>
        {t("providers.memory.need", { need: bytes(need), budget: bytes(budget), share: Math.round(share) })}
        {free != null && ` ${t("providers.memory.free_now", { free: bytes(free) })}`}
      </Text>
    </div>
  );
}
