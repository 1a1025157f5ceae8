import "@/text/en/downloads";
import { Group, Text, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { t } from "@/text";
import { STAGES, stageNow, stageOf, stageWord } from "./stages";
import type { DownloadTask } from "./tasks";

/** Transfer, verify, inspect, publish: which of them are done, and which one it is at. */
export function DownloadStages({ task, name }: { task: DownloadTask; name: string }) {
  const stage = stageNow(task);
  const now = stageOf(stage);
  const at = now === undefined ? -1 : STAGES.indexOf(now);
  return (
    <Group gap={6}>
      {stage && !now && <Text size="xs">{stageWord(stage)}</Text>}
      <Group
        component="ol"
        gap={6}
        m={0}
        p={0}
        style={{ listStyle: "none" }}
        aria-label={t("downloads.stages", { name })}
      >
        {STAGES.map((one, index) => (
          <Text
            key={one}
            component="li"
            size="xs"
            fw={one === now ? 700 : 400}
            c={one === now ? undefined : "dimmed"}
            aria-current={one === now ? "step" : undefined}
          >
            {index > 0 && <span aria-hidden>› </span>}
            {index < at && <IconCheck size={11} aria-hidden />}
            {stageWord(one)}
            {index < at && <VisuallyHidden> {t("downloads.stage.done")}</VisuallyHidden>}
          </Text>
        ))}
      </Group>
    </Group>
  );
}
