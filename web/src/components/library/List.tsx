import "@/text/en/library";
import { Suspense, useCallback, useMemo } from "react";
import { useComponent } from "@/app/extensions";
import { useLacks } from "@/app/session";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import ModelCard, { type ModelCardProps } from "@/components/settings/ModelCard";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import { Cells } from "./Cells";
import type { Filters } from "./filters";
import { columnsOfGrid, GridCell, type Handlers, heightOfGrid } from "./Grid";
import { wordsOf } from "./Highlight";
import { usePreviewDisplay } from "./levels";
import type { Cards } from "./useCards";
import type { Found } from "./useFound";
import type { Selection } from "./useSelection";

const TableList = lazily(() => import("./TableList"));

export interface ListProps {
  found: Found;
  cards: Cards;
  selection: Selection;
  filters: Filters;
  onChange: (change: Filters) => void;
  handlers: Handlers;
}

/** The models as cards or as a table. */
export function List(props: ListProps) {
  return props.filters.view === "table" ? (
    <Suspense fallback={<PageSkeleton />}>
      <TableList {...props} />
    </Suspense>
  ) : (
    <GridList {...props} />
  );
}

function GridList(props: ListProps) {
  const { cards, selection, handlers } = props;
  const Card = useComponent<ModelCardProps>("ModelCard", ModelCard);
  const displayOf = usePreviewDisplay();
  const list = useList(props);
  const may = !useLacks("write");
  return (
    <Cells
      {...list}
      columnsAt={columnsOfGrid}
      heightAt={heightOfGrid}
      gap={12}
      render={(cell) => (
        <GridCell
          key={cell.index}
          {...cell}
          Card={Card}
          isSelected={selection.has(cell.card)}
          isOpen={cell.card.group !== undefined && cards.isOpen(cell.card.group.key)}
          words={list.words}
          display={cell.model ? displayOf(cell.model) : "show"}
          handlers={handlers}
          may={may}
        />
      )}
    />
  );
}

/** What cards and rows have in common. */
export function useList({ found, cards, selection, filters, handlers }: ListProps) {
  const words = useMemo(() => wordsOf(filters.q), [filters.q]);
  const { at, look } = found;
  const { card } = cards;
  const onOpen = useCallback(
    (index: number) => {
      const model = at(card(index).place);
      if (model) handlers.open(model.id);
    },
    [at, card, handlers],
  );
  return {
    words,
    count: cards.count,
    card,
    sections: cards.sections,
    isOpen: cards.isOpen,
    onTurn: cards.toggle,
    at,
    label: t("library.list"),
    onLook: look,
    onOpen,
    onToggle: selection.toggle,
    onSelectAll: () => void selection.selectAll(),
    onEscape: selection.clear,
  };
}
