import "@/text/en/downloads";
import { Collapse, Group, Progress, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { bytes } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { stageWord } from "./stages";
import { type DownloadTask, isOver, nameOf } from "./tasks";

/** Each file of a download of several. */
export function DownloadFiles({ task }: { task: DownloadTask }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const files = task.files ?? [];
  if (files.length < 2) return null;
  return (
    <div>
      <UnstyledButton
        mt={6}
        aria-expanded={open}
        aria-controls={id}
        aria-label={t("downloads.show_files", { name: nameOf(task) })}
        onClick={() => setOpen(!open)}
      >
        <Group gap={4}>
          {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <Text size="sm">{t("downloads.files", { count: files.length })}</Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <Stack gap={6} mt={6} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {files.map((file) => (
            <li key={file.path ?? file.name}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text size="sm" truncate title={file.path ?? file.name}>
                  {file.name}
                </Text>
                <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                  {bytes(file.downloaded)} {t("downloads.of", { total: bytes(file.size) })} ·{" "}
                  {file.stage && !isOver(file.status)
                    ? stageWord(file.stage)
                    : t(`downloads.status.${file.status}` as TextKey)}
                </Text>
              </Group>
              <Progress
                size="xs"
                value={file.size ? (file.downloaded / file.size) * 100 : 0}
                aria-label={t("downloads.progress", { name: file.name })}
              />
            </li>
          ))}
        </Stack>
      </Collapse>
    </div>
  );
}
