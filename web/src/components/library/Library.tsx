import "@/text/en/library";
import { Button, Stack, Text } from "@mantine/core";
import { IconBooks, IconSearchOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useExtensions } from "@/app/extensions";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageButton, PageLink } from "@/components/parts/PageLink";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { lazily } from "@/lib/lazily";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { ActiveFilters, filterWord, valueWord } from "./ActiveFilters";
import { download, moveToTrash } from "./actions";
import { cleared, type Filters, groupingOf, narrowedBy, questionOf, useLibraryFilters } from "./filters";
import type { Handlers } from "./Grid";
import css from "./Library.module.css";
import { List } from "./List";
import { CARD_FIELDS, type ModelInfo } from "./models";
import { modelQuery, nameOf } from "./queries";
import { Toolbar } from "./Toolbar";
import { useCards } from "./useCards";
import { useFound } from "./useFound";
import { useSelection } from "./useSelection";

const FilterPanel = lazily(() => import("./FilterPanel"));
const BulkBar = lazily(() => import("./bulk/BulkBar"));
const BulkProgress = lazily(() => import("./bulk/BulkProgress"));
const ModelDrawer = lazily(() => import("./drawer/ModelDrawer"));
const Trash = lazily(() => import("./Trash"));

const PANEL = "model_library_filters_open";

/** The models of the library, to be found, chosen, looked into and done with. */
export function Library({ onModelSelect }: { onModelSelect?: (model: ModelInfo) => void }) {
  const client = useQueryClient();
  const [filters, setFilters] = useLibraryFilters();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const router = useRouter();
  const question = useMemo(() => questionOf(filters), [filters]);
  // Somebody else's card may show anything.
  const isOwnCard = useExtensions().components.ModelCard === undefined;
  const found = useFound(question, isOwnCard ? CARD_FIELDS : null);
  const cards = useCards(found, groupingOf(filters));
  const selection = useSelection(found, cards);
  const [isFiltering, setFiltering] = useState(() => readStored(PANEL) === "on");

  // The address holds what is open, so that the way back of the browser closes it.
  const wasOpenedHere = useRef(false);
  const go = useCallback(
    (change: Record<string, string | undefined>, replace = false) =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, ...change }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  const details = useCallback(
    (id: string) => {
      wasOpenedHere.current = true;
      go({ model: id, tab: undefined });
    },
    [go],
  );
  const close = useCallback(() => {
    if (wasOpenedHere.current) router.history.back();
    else go({ model: undefined, tab: undefined }, true);
    wasOpenedHere.current = false;
  }, [go, router]);

  const { toggle } = selection;
  const { toggle: toggleGroup } = cards;
  const handlers = useMemo<Handlers>(
    () => ({
      details,
      open: (id) => {
        if (!onModelSelect) details(id);
        else void client.fetchQuery(modelQuery(id)).then(onModelSelect, () => details(id));
      },
      download: (id) => void download(client, id, nameOf(client, id)),
      trash: (id) => void moveToTrash(client, id, nameOf(client, id)),
      toggle,
      toggleGroup: (group) => toggleGroup(group.key),
    }),
    [client, details, onModelSelect, toggle, toggleGroup],
  );
  // Another question is looked at from its beginning.
  const { question: shown } = found;
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is why
  useEffect(() => {
    if (!isFirst.current) window.scrollTo({ top: 0 });
    isFirst.current = false;
  }, [shown]);

  if (search.trash)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Trash onLeave={() => go({ trash: undefined })} />
      </Suspense>
    );
  const total = found.counts?.total_count;
  const all = found.counts?.library_totals;
  return (
    <Stack gap="sm">
      <Toolbar
        filters={filters}
        onChange={setFilters}
        isFiltering={isFiltering}
        onFiltering={() => {
          writeStored(PANEL, isFiltering ? undefined : "on");
          setFiltering(!isFiltering);
        }}
        onTrash={() => go({ trash: "1" })}
      />
      {isFiltering && (
        <Suspense fallback={null}>
          <FilterPanel filters={filters} onChange={setFilters} />
        </Suspense>
      )}
      <ActiveFilters filters={filters} onChange={setFilters} />
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {total === undefined || found.error
          ? ""
          : total === all?.total
            ? t("library.count", { count: total, local: all.local })
            : t("library.count_of", { count: total, all: all?.total ?? 0 })}
      </Text>
      {all?.local === 0 && total !== 0 && narrowedBy(filters).length === 0 && !found.error && <NothingOwn />}
      <Suspense fallback={null}>
        <BulkProgress />
      </Suspense>
      <div className={css.list} data-old={found.isOld || undefined} aria-busy={found.isOld}>
        {found.error || cards.error ? (
          <ErrorPanel
            error={found.error ?? cards.error}
            doing={t("library.doing_list")}
            onRetry={() => {
              found.retry();
              if (cards.error) cards.retry();
            }}
          />
        ) : total === undefined || (cards.isLoading && total > 0) ? (
          <PageSkeleton />
        ) : total === 0 ? (
          <Nothing filters={filters} isEmpty={all?.total === 0} onClear={() => setFilters(cleared())} />
        ) : (
          <List
            found={found}
            cards={cards}
            selection={selection}
            filters={filters}
            onChange={setFilters}
            handlers={handlers}
          />
        )}
      </div>
      {selection.selected.size > 0 && (
        <Suspense fallback={null}>
          <div className={css.bar}>
            <BulkBar selection={selection} total={total ?? 0} />
          </div>
        </Suspense>
      )}
      {search.model && (
        <Suspense fallback={null}>
          <ModelDrawer id={search.model} onClose={close} onGo={go} />
        </Suspense>
      )}
    </Stack>
  );
}

function Nothing({ filters, isEmpty, onClear }: { filters: Filters; isEmpty: boolean; onClear: () => void }) {
  if (isEmpty)
    return (
      <EmptyState
        icon={<IconBooks aria-hidden />}
        title={t("library.empty")}
        action={<PageButton to="/welcome">{t("library.empty_index")}</PageButton>}
      >
        {t("library.empty_hint")} <PageLink to="/discover">{t("library.empty_discover")}</PageLink>
      </EmptyState>
    );
  const why = narrowedBy(filters).map((name) => `${filterWord(name)}: ${valueWord(name, filters[name])}`);
  return (
    <EmptyState
      icon={<IconSearchOff aria-hidden />}
      title={t("library.nothing")}
      action={<Button onClick={onClear}>{t("library.filters_clear")}</Button>}
    >
      {t("library.nothing_why", { filters: why.join(", ") })}
    </EmptyState>
  );
}

function NothingOwn() {
  return (
    <Text size="sm">
      {t("library.nothing_own")}{" "}
      <PageLink to="/welcome" size="sm">
        {t("library.empty_index")}
      </PageLink>{" "}
      ·{" "}
      <PageLink to="/discover" size="sm">
        {t("library.empty_discover")}
      </PageLink>
    </Text>
  );
}
