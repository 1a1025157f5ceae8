// biome-ignore-all lint/a11y/useSemanticElements: a table of the browser cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: a row is focused, or a cell, not both
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { t } from "@/text";
import css from "./Cells.module.css";
import { type Card, rowsOf, type ShownSection } from "./groups";
import type { ModelInfo } from "./models";
import { usePlace } from "./usePlace";
import { walk } from "./walk";

/** What a cell is told of its place in the list. */
export interface Cell {
  index: number;
  /** Its row among all of the grid, headings and the head included; from 1. */
  line: number;
  card: Card;
  /** Undefined while its page is on the way. */
  model: ModelInfo | undefined;
  /** The one that the Tab key reaches. */
  isActive: boolean;
  /** Whether nobody rushes past: only then is it worth to ask for pictures. */
  isCalm: boolean;
}

interface CellsProps {
  count: number;
  card: (index: number) => Card;
  /** What stands under headings of its own. */
  sections?: readonly ShownSection[];
  isOpen: (key: string) => boolean;
  onTurn: (key: string) => void;
  at: (place: number) => ModelInfo | undefined;
  /** How many stand side by side at a width. */
  columnsAt: (width: number) => number;
  heightAt: (width: number) => number;
  gap: number;
  label: string;
  header?: ReactNode;
  /** What is looked at. */
  onLook: (places: readonly number[]) => void;
  onOpen: (index: number) => void;
  onToggle: (index: number, toHere: boolean) => void;
  onSelectAll: () => void;
  onEscape: () => void;
  /** The whole row where one stands alone in it; otherwise the cells of a row. */
  render: (cell: Cell) => ReactNode;
}

// Pixels in a millisecond from which nobody can see what rushes past.
const RUSH = 4;
const HEADER = 60;
const BAR = 72;
const HEADING = 44;

/** Tens of thousands of things, of which only those on the screen exist; walked through by pointer and by keyboard. */
export function Cells(props: CellsProps) {
  const { count, card, at, gap, onLook } = props;
  const place = useRef<HTMLDivElement>(null);
  const { width, top } = usePlace(place);
  const columns = Math.max(1, props.columnsAt(width));
  const height = props.heightAt(width);
  const { sections } = props;
  const rows = useMemo(() => rowsOf(count, columns, sections), [count, columns, sections]);
  const virtual = useWindowVirtualizer({
    count: rows.count,
    estimateSize: (index) => (rows.row(index).heading ? HEADING : height) + gap,
    overscan: 3,
    scrollMargin: top,
    scrollPaddingStart: HEADER,
    scrollPaddingEnd: BAR,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows makes all places old
  useEffect(() => virtual.measure(), [height, columns, sections]);

  const isCalm = !useRush(virtual.scrollOffset ?? 0, virtual.isScrolling);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const from = first ? rows.row(first.index).from : 0;
  const to = last ? rows.row(last.index).to : 0;
  useEffect(() => {
    if (isCalm) onLook(Array.from({ length: Math.max(0, to - from) }, (_, step) => card(from + step).place));
  }, [isCalm, from, to, card, onLook]);

  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(0, count - 1));
  const isMoving = useRef(false);
  const focus = (index: number) => place.current?.querySelector<HTMLElement>(`[data-card="${index}"]`)?.focus();
  // A cell that was far away can be focused when it exists.
  useEffect(() => {
    if (!isMoving.current || current < from || current >= to) return;
    isMoving.current = false;
    focus(current);
  });
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    isMoving.current = true;
    setActive(next);
    virtual.scrollToIndex(rows.of(next));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const at = target.dataset.card;
    if (event.key === "Escape") props.onEscape();
    // Keys inside of a cell belong to what is focused there.
    if (at === undefined || event.altKey) return;
    const index = Number(at);
    const page = Math.max(1, Math.floor((window.innerHeight - HEADER) / (height + gap))) * columns;
    const next = walk(event.key, index, { count, columns, page });
    const isAll = event.key === "a" && (event.ctrlKey || event.metaKey);
    if (next === undefined && event.key !== "Enter" && event.key !== " " && !isAll) return;
    event.preventDefault();
    if (next !== undefined) go(next);
    // A held key walks on, and does a thing once.
    else if (event.repeat) return;
    else if (isAll) props.onSelectAll();
    else if (event.key === "Enter") props.onOpen(index);
    else props.onToggle(index, event.shiftKey);
  };

  const head = props.header ? 1 : 0;
  return (
    <div
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.count + head}
      aria-multiselectable="true"
      className={css.grid}
      ref={place}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const at = (target as HTMLElement).closest<HTMLElement>("[data-card]")?.dataset.card;
        if (at !== undefined) setActive(Number(at));
      }}
    >
      {props.header}
      <div role="rowgroup" className={css.all} style={{ height: virtual.getTotalSize() }}>
        {items.map((row) => {
          const { heading, from, to } = rows.row(row.index);
          const style = { height: heading ? HEADING : height, transform: `translateY(${row.start - top}px)` };
          if (heading)
            return (
              <div role="row" aria-rowindex={row.index + 1 + head} key={row.key} className={css.row} style={style}>
                <Heading section={heading} isOpen={props.isOpen(heading.provider)} onTurn={props.onTurn} />
              </div>
            );
          const cells = Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step).map((index) => {
            const one = card(index);
            return props.render({
              index,
              line: row.index + 1 + head,
              card: one,
              model: at(one.place),
              isActive: index === current,
              isCalm,
            });
          });
          return columns === 1 && props.header ? (
            <div role="presentation" key={row.key} className={css.row} style={style}>
              {cells}
            </div>
          ) : (
            <div
              role="row"
              aria-rowindex={row.index + 1 + head}
              key={row.key}
              className={css.row}
              style={{ ...style, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap }}
            >
              {cells}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What stands below it is the provider's; a press hides it, and shows it again. */
function Heading(props: { section: ShownSection; isOpen: boolean; onTurn: (key: string) => void }) {
  const { provider, count } = props.section;
  return (
    <div role="rowheader" className={css.heading}>
      <button type="button" aria-expanded={props.isOpen} onClick={() => props.onTurn(provider)}>
        <span aria-hidden>{props.isOpen ? "▾" : "▸"}</span> {provider || t("library.no_provider")}{" "}
        <span className={css.count}>{t("library.section_count", { count })}</span>
      </button>
    </div>
  );
}

/** Whether somebody scrolls so fast that nothing can be seen. */
function useRush(offset: number, isScrolling: boolean): boolean {
  const last = useRef({ offset, at: 0, isRush: false });
  if (!isScrolling) last.current = { offset, at: performance.now(), isRush: false };
  else if (offset !== last.current.offset) {
    const now = performance.now();
    const speed = Math.abs(offset - last.current.offset) / Math.max(1, now - last.current.at);
    last.current = { offset, at: now, isRush: speed > RUSH };
  }
  return last.current.isRush;
}
