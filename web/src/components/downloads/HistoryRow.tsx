import "@/text/en/downloads";
import { Collapse, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { PageLink } from "@/components/parts/PageLink";
import { ago, bytes, moment } from "@/lib/format";
import { t } from "@/text";
import { DownloadActions } from "./DownloadActions";
import { DownloadDetails } from "./DownloadDetails";
import { DownloadFailure } from "./DownloadFailure";
import { StatusBadge } from "./DownloadRow";
import { type DownloadTask, nameOf } from "./tasks";

/** A download that is over, on one line; more when it is opened. */
export function HistoryRow({ task }: { task: DownloadTask }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li style={{ padding: "8px 12px", borderBottom: "1px solid var(--mantine-color-default-border)" }}>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <UnstyledButton
          aria-expanded={open}
          aria-controls={id}
          aria-label={t("downloads.details", { name: nameOf(task) })}
          onClick={() => setOpen(!open)}
          style={{ minWidth: 0, flex: "1 1 240px" }}
        >
          <Group gap={6} wrap="nowrap">
            {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
            <Text size="sm" truncate title={nameOf(task)}>
              {nameOf(task)}
            </Text>
            <StatusBadge status={task.status} />
          </Group>
        </UnstyledButton>
        <Group gap="sm" wrap="nowrap">
          <Text size="xs" c="dimmed" title={moment(task.updated_at)} style={{ whiteSpace: "nowrap" }}>
            {bytes(task.total_size || task.downloaded_size)} · {ago(task.updated_at)}
          </Text>
          {task.status === "completed" && (
            <PageLink to="/" search={{ model: task.model_id }} size="sm">
              {t("downloads.in_library")}
            </PageLink>
          )}
          <DownloadActions task={task} />
        </Group>
      </Group>
      <DownloadFailure task={task} />
      <Collapse expanded={open} id={id}>
        {open && <DownloadDetails task={task} />}
      </Collapse>
    </li>
  );
}
