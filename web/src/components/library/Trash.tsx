import "@/text/en/library";
import { Button, Checkbox, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconTrashOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { tellError } from "@/lib/error-handler";
import { ago, bytes } from "@/lib/format";
import { deferWithUndo, useDeferred } from "@/lib/undo";
import { t } from "@/text";
import { refresh, restore } from "./actions";

const PAGE = 100;
const DAY = 86_400_000;
// Every item has one; what goes stays away from the screen until it is sent, or taken back.
const keyOf = (id: string) => `trash:${id}`;
const ALL = "trash:*";

/** What was deleted: it can come back, or go for good. */
export default function Trash({ onLeave }: { onLeave: () => void }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ ids: string[]; count: number; size: number }>();
  const [isBusy, setBusy] = useState(false);
  const trash = useInfiniteQuery({
    queryKey: ["trash"],
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/models/trash", { params: { query: { offset: pageParam, limit: PAGE } } })),
    initialPageParam: 0,
    // Nobody tells of what other programs throw away: a list of a moment ago may miss it.
    refetchOnMount: "always",
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total_count ? pages.length * PAGE : undefined),
  });
  const gone = useDeferred();
  const known = trash.data?.pages.flatMap((page) => page.items) ?? [];
  const items = known.filter(({ id }) => !gone.has(keyOf(id)));
  const going = known.filter(({ id }) => gone.has(keyOf(id)));
  const isEmptying = gone.has(ALL);
  const first = trash.data?.pages[0];
  const picked = items.filter(({ id }) => chosen.has(id));

  const attempt = async (doing: string, work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (problem) {
      tellError(problem, doing);
    }
    setChosen(new Set());
    setAsking(undefined);
    setBusy(false);
    refresh(client);
  };
  const bringBack = (ids: string[]) => attempt(t("library.doing_restore"), () => restore(client, ids));
  const destroy = ({ ids, count }: { ids: string[]; count: number }) => {
    const asked = Date.now();
    setChosen(new Set());
    setAsking(undefined);
    deferWithUndo({
      keys: ids.length > 0 ? ids.map(keyOf) : [ALL, ...items.map(({ id }) => keyOf(id))],
      message: t("library.trash_going", { count }),
      doing: t("library.doing_destroy"),
      act: async () => {
        // What came into the trash after the question is not meant.
        const which = ids.length > 0 ? { item: ids } : { older_than: (Date.now() - asked) / DAY };
        const outcome = await body(
          api.DELETE("/api/models/trash", { params: { query: { ...which, apply: true } }, keepalive: true }),
        );
        refresh(client);
        await client.invalidateQueries({ queryKey: ["trash"] });
        const failed = outcome.items.find(({ error }) => error);
        if (failed) throw new Error(`${failed.item?.path ?? failed.subject}: ${failed.error?.message}`);
      },
    });
  };

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="xs">
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onLeave}>
            {t("library.trash_leave")}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {first
              ? t("library.trash_count", {
                  count: isEmptying ? items.length : first.total_count - going.length,
                  size: bytes(isEmptying ? sizeOf(items) : first.total_bytes - sizeOf(going)),
                })
              : ""}
          </Text>
        </Group>
        {items.length > 0 && (
          <Group gap="xs">
            <Button
              variant="default"
              disabled={picked.length === 0 || isBusy}
              onClick={() => void bringBack(picked.map(({ id }) => id))}
            >
              {t("library.trash_restore_chosen", { count: picked.length })}
            </Button>
            <Button
              variant="light"
              color="red"
              disabled={isBusy}
              onClick={() =>
                setAsking(
                  picked.length > 0
                    ? { ids: picked.map(({ id }) => id), count: picked.length, size: sizeOf(picked) }
                    : // No name means everything, also what is further down.
                      {
                        ids: [],
                        count: (first?.total_count ?? 0) - going.length,
                        size: (first?.total_bytes ?? 0) - sizeOf(going),
                      },
                )
              }
            >
              {t(picked.length > 0 ? "library.trash_destroy_chosen" : "library.trash_empty_it", {
                count: picked.length,
              })}
            </Button>
          </Group>
        )}
      </Group>
      {trash.error ? (
        <ErrorPanel error={trash.error} doing={t("library.doing_trash_list")} onRetry={() => void trash.refetch()} />
      ) : trash.isPending ? (
        <PageSkeleton />
      ) : items.length === 0 ? (
        <EmptyState icon={<IconTrashOff aria-hidden />} title={t("library.trash_none")}>
          {t("library.trash_hint")}
        </EmptyState>
      ) : (
        items.map((item) => (
          <Kept
            key={item.id}
            item={item}
            isChosen={chosen.has(item.id)}
            isBusy={isBusy}
            onChoose={() => {
              const next = new Set(chosen);
              if (!next.delete(item.id)) next.add(item.id);
              setChosen(next);
            }}
            onRestore={() => void bringBack([item.id])}
          />
        ))
      )}
      {trash.hasNextPage && !isEmptying && (
        <Button variant="default" loading={trash.isFetchingNextPage} onClick={() => void trash.fetchNextPage()}>
          {t("library.more")}
        </Button>
      )}
      <Modal
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={t("library.trash_destroy_title")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Stack gap="sm">
          <Text size="sm">
            {t("library.trash_destroy_what", {
              count: asking?.count ?? 0,
              size: bytes(asking?.size),
            })}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(undefined)} data-autofocus>
              {t("cancel")}
            </Button>
            <Button color="red" loading={isBusy} onClick={() => asking && destroy(asking)}>
              {t("library.trash_destroy")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

const sizeOf = (items: readonly Doc<"KeptDocument">[]): number => items.reduce((sum, one) => sum + one.size_bytes, 0);

function Kept(props: {
  item: Doc<"KeptDocument">;
  isChosen: boolean;
  isBusy: boolean;
  onChoose: () => void;
  onRestore: () => void;
}) {
  const { item } = props;
  const name = item.path.split(/[\\/]/).at(-1) ?? item.path;
  return (
    <Paper withBorder p="sm">
      <Group wrap="nowrap">
        <Checkbox checked={props.isChosen} onChange={props.onChoose} aria-label={t("library.select_of", { name })} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {[item.path, bytes(item.size_bytes), ago(item.at), item.reason].filter(Boolean).join(" · ")}
          </Text>
        </div>
        <Button size="compact-sm" variant="light" disabled={props.isBusy} onClick={props.onRestore}>
          {t("library.trash_restore")}
        </Button>
      </Group>
    </Paper>
  );
}
