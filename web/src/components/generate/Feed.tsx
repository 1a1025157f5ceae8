import "@/text/en/generate";
import { Button, Center, Group, Loader, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowsDiff, IconFileZip, IconPhoto } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { useFilters } from "@/lib/useFilters";
import { t } from "@/text";
import { fromGeneration } from "./adopt";
import { Compare, type Compared } from "./feed/Compare";
import { type EntryActions, FeedEntry } from "./feed/FeedEntry";
import { FeedFilters, type FilterName } from "./feed/FeedFilters";
import { withPreview } from "./feed/FeedPicker";
import { Levels } from "./feed/Levels";
import { useFeed } from "./feed/useFeed";
import { Viewer } from "./feed/Viewer";
import { useGeneration } from "./GenerationProvider";
import type { Generation, Output } from "./types";

const NAMES: readonly FilterName[] = ["media", "workflow", "favourite", "tag"];
const keyOf = (name: FilterName) => (name === "tag" ? undefined : `berry.feed.${name}`);
const GUESS = 260;

/** What one has generated, the newest first; nobody sees anybody else's. */
export function Feed({ onUse }: { /** Called when something of it went into the form. */ onUse?: () => void }) {
  const { take } = useGeneration();
  const [filters, setFilters] = useFilters(NAMES, keyOf);
  const feed = useFeed({
    media: filters.media,
    workflow: filters.workflow,
    favourite: filters.favourite === "true" ? true : undefined,
    tag: filters.tag,
  });
  const rows = feed.data?.pages.flatMap((page) => page.generations) ?? [];
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [compared, setCompared] = useState<readonly Compared[]>([]);
  const [isComparing, setComparing] = useState(false);
  const [shown, setShown] = useState<{ row: Generation; output: Output }>();

  const actions: EntryActions = {
    isSelected: (row) => selected.has(row.id),
    onSelect: (row) =>
      setSelected((old) => {
        const next = new Set(old);
        if (!next.delete(row.id)) next.add(row.id);
        return next;
      }),
    isCompared: (output) => compared.some((one) => one.output.id === output.id),
    onCompare: (row, output) =>
      setCompared((old) => {
        const others = old.filter((one) => one.output.id !== output.id);
        // The third takes the place of the first.
        return others.length < old.length ? others : [...old, { row, output }].slice(-2);
      }),
    onZoom: (row, output) => setShown({ row, output }),
    onAgain: (row) => {
      void take(fromGeneration(row.id));
      onUse?.();
    },
    onSend: (row, output, workflow) => {
      const arrival = fromGeneration(row.id, workflow, output.number).then((one) => {
        const source = withPreview(one.form, output);
        const isVideo = one.form.video !== undefined;
        return { ...one, form: { ...one.form, ...(isVideo ? { video: source } : { images: [source] }) } };
      });
      void take(arrival);
      onUse?.();
    },
  };
  const visible = rows.flatMap((row) => row.outputs.filter(({ url }) => url).map((output) => ({ row, output })));
  const step = (by: -1 | 1) => {
    const at = visible.findIndex((one) => one.output.id === shown?.output.id);
    const next = visible[at + by];
    if (next) setShown(next);
  };

  return (
    <Stack gap="sm" component="section" aria-labelledby="generate-feed">
      <Group justify="space-between">
        <Title order={2} size="h4" id="generate-feed">
          {t("generate.feed")}
        </Title>
        <Levels />
      </Group>
      <FeedFilters filters={filters} onChange={setFilters} />
      {(selected.size > 0 || compared.length > 0) && (
        <Paper
          withBorder
          p="xs"
          pos="sticky"
          top={60}
          style={{ zIndex: 3 }}
          role="toolbar"
          aria-label={t("generate.chosen")}
        >
          <Group gap="xs">
            {selected.size > 0 && (
              <>
                <Button
                  size="xs"
                  component="a"
                  role="button"
                  href={`/api/generation/feed/archive?ids=${[...selected].join(",")}`}
                  download
                  leftSection={<IconFileZip size={16} aria-hidden />}
                >
                  {t("generate.zip", { count: selected.size })}
                </Button>
                <Button size="xs" variant="default" onClick={() => setSelected(new Set())}>
                  {t("generate.zip.none")}
                </Button>
              </>
            )}
            {compared.length > 0 && (
              <>
                <Button
                  size="xs"
                  variant="light"
                  disabled={compared.length < 2}
                  leftSection={<IconArrowsDiff size={16} aria-hidden />}
                  onClick={() => setComparing(true)}
                >
                  {t("generate.compare")}
                </Button>
                <Text size="xs" c="dimmed" role="status">
                  {t("generate.compare.chosen", { count: compared.length })}
                </Text>
                <Button size="xs" variant="default" onClick={() => setCompared([])}>
                  {t("generate.compare.none")}
                </Button>
              </>
            )}
          </Group>
        </Paper>
      )}
      {feed.error ? (
        <ErrorPanel error={feed.error} doing={t("generate.feed.doing")} onRetry={() => void feed.refetch()} />
      ) : feed.isPending ? (
        <Stack aria-busy="true">
          <Skeleton h={GUESS} />
          <Skeleton h={GUESS} />
        </Stack>
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconPhoto aria-hidden />} title={t("generate.feed.empty")}>
          {Object.values(filters).some(Boolean) ? t("generate.feed.empty.filters") : t("generate.feed.empty.step")}
        </EmptyState>
      ) : (
        <Rows
          rows={rows}
          actions={actions}
          hasMore={feed.hasNextPage}
          isFetching={feed.isFetchingNextPage}
          onMore={() => void feed.fetchNextPage()}
        />
      )}
      {shown && <Viewer row={shown.row} output={shown.output} onStep={step} onClose={() => setShown(undefined)} />}
      {isComparing && compared[0] && compared[1] && (
        <Compare pair={[compared[0], compared[1]]} onClose={() => setComparing(false)} />
      )}
    </Stack>
  );
}

/** Only what is near the window is drawn; what comes after it is fetched before one arrives there. */
function Rows({
  rows,
  actions,
  hasMore,
  isFetching,
  onMore,
}: {
  rows: readonly Generation[];
  actions: EntryActions;
  hasMore: boolean;
  isFetching: boolean;
  onMore: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  // Where the list begins changes with all that stands above it.
  useLayoutEffect(() => {
    const measure = () => setTop((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  const list = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => GUESS,
    overscan: 3,
    gap: 12,
    scrollMargin: top,
    getItemKey: (at) => rows[at]?.id ?? at,
  });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && !isFetching && last >= rows.length - 4) onMore();
  }, [hasMore, isFetching, last, rows.length, onMore]);

  return (
    <>
      <div ref={place} style={{ position: "relative", height: list.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <div
                key={item.key}
                data-index={item.index}
                ref={list.measureElement}
                style={{
                  position: "absolute",
                  top: 0,
                  left: 0,
                  right: 0,
                  transform: `translateY(${item.start - list.options.scrollMargin}px)`,
                }}
              >
                <FeedEntry row={row} actions={actions} />
              </div>
            )
          );
        })}
      </div>
      {isFetching && (
        <Center>
          <Loader size="sm" />
        </Center>
      )}
    </>
  );
}
