import "@/text/en/library";
import { Button, CloseButton, Group, Paper, Popover, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLacks } from "@/app/session";
import { NeedsLine } from "@/components/parts/NeedsLine";
import { t } from "@/text";
import { refresh } from "../actions";
import type { Selection } from "../useSelection";
import { runBulk, useBulkRun } from "./run";
import { verifyAll } from "./verify";
import type { Item } from "./works";

/** What can be done to everything that was chosen. */
export default function BulkBar({ selection, total }: { selection: Selection; total: number }) {
  const client = useQueryClient();
  const isRunning = useBulkRun()?.state === "running";
  const isBusy = useLacks("write") || isRunning;
  const items: Item[] = [...selection.selected];
  return (
    <Paper withBorder shadow="md" p="xs" role="toolbar" aria-label={t("library.bulk")}>
      <NeedsLine />
      <Group gap="xs">
        <Text size="sm" fw={600} aria-live="polite">
          {t("library.selected", { count: items.length })}
        </Text>
        {!selection.hasAll(total) && (
          <Button size="compact-sm" variant="subtle" onClick={() => void selection.selectAll()}>
            {t("library.select_all", { count: total })}
          </Button>
        )}
        <TagButton isBusy={isBusy} onTags={(tags) => void runBulk(client, { kind: "tag", tags, items })} />
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void verifyAll(items, () => refresh(client))}
        >
          {t("library.bulk_verify")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void runBulk(client, { kind: "scan", items })}
        >
          {t("library.bulk_scan")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void runBulk(client, { kind: "refresh", items })}
        >
          {t("library.bulk_refresh")}
        </Button>
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          disabled={isBusy}
          onClick={() => void runBulk(client, { kind: "trash", items }, selection.drop)}
        >
          {t("library.bulk_trash")}
        </Button>
        <CloseButton ml="auto" aria-label={t("library.select_none")} onClick={selection.clear} />
      </Group>
    </Paper>
  );
}

function TagButton({ isBusy, onTags }: { isBusy: boolean; onTags: (tags: string[]) => void }) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tags = typed
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
    if (tags.length === 0) return;
    onTags(tags);
    setTyped("");
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withArrow>
      <Popover.Target>
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => setOpened(!opened)}>
          {t("library.bulk_tag")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              label={t("library.bulk_tag_label")}
              description={t("library.bulk_tag_hint")}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" disabled={!typed.trim()}>
              {t("library.bulk_tag_add")}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
