import "@/text/en/library";
import { Button, CloseButton, Group, Paper, Popover, Text, TextInput } from "@mantine/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, body } from "@/api/client";
import { useLacks } from "@/app/session";
import { NeedsLine } from "@/components/parts/NeedsLine";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { refresh, restore } from "../actions";
import type { Selection } from "../useSelection";
import { type Item, runBulk, useBulkRun } from "./run";
import { verifyAll } from "./verify";

/** What can be done to everything that was chosen. */
export default function BulkBar({ selection, total }: { selection: Selection; total: number }) {
  const client = useQueryClient();
  const isRunning = useBulkRun()?.state === "running";
  const isBusy = useLacks("write") || isRunning;
  const items: Item[] = [...selection.selected];
  const onEnd = () => refresh(client);
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
        <TagButton
          isBusy={isBusy}
          onTags={(tags) =>
            void runBulk({ title: t("library.bulk_tag"), items, work: (id) => addTags(id, tags), onEnd })
          }
        />
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void verifyAll(items, onEnd)}>
          {t("library.bulk_verify")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void runBulk({ title: t("library.bulk_scan"), items, work: scan, onEnd })}
        >
          {t("library.bulk_scan")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void runBulk({ title: t("library.bulk_refresh"), items, work: lookAgain, onEnd })}
        >
          {t("library.bulk_refresh")}
        </Button>
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          disabled={isBusy}
          onClick={() => void trashAll(client, items, selection)}
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

/** Adds to the tags that there are; they are read just before, so that none is lost. */
async function addTags(id: string, tags: readonly string[]): Promise<void> {
  const path = { id };
  const { tags: known } = await body(api.GET("/api/models/{id}", { params: { path } }));
  const all = [...new Set([...(known ?? []), ...tags])];
  if (all.length === known?.length) return;
  await body(api.PATCH("/api/models/{id}", { params: { path }, body: { tags: all } as never }));
}

async function scan(id: string, signal: AbortSignal): Promise<void> {
  const { scan_result } = await body(api.POST("/api/models/{id}/scan", { params: { path: { id } }, signal }));
  if (scan_result.overall_status === "passed") return;
  const said = scan_result.files.flatMap(({ messages }) => messages);
  throw new Error([scan_result.verdict, ...said].join(": "));
}

async function lookAgain(id: string, signal: AbortSignal): Promise<void> {
  const asked = { path: { id }, query: { ask: true } };
  await body(api.POST("/api/models/metadata/{id}/refresh", { params: asked, signal }));
}

/** What was moved before somebody cancelled can be brought back as well. */
async function trashAll(client: QueryClient, items: readonly Item[], selection: Selection): Promise<void> {
  const kept: string[] = [];
  await runBulk({
    title: t("library.bulk_trash"),
    items,
    work: async (id) => {
      const { trash_item } = await body(api.DELETE("/api/models/{id}", { params: { path: { id } } }));
      if (trash_item) kept.push(trash_item);
    },
    onEnd: (done) => {
      selection.drop(done);
      refresh(client);
      if (kept.length > 0) offerUndo(t("library.trashed_many", { count: kept.length }), () => restore(client, kept));
    },
  });
}
