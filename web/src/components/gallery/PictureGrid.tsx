import "@/text/en/gallery";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { t } from "@/text";
import css from "./gallery.module.css";
import { focusTile, PictureTile } from "./PictureTile";
import type { Picture, PictureList } from "./queries";

const SMALLEST = 168;
const GAP = 8;

export interface GridHandle {
  /** Scrolls to a picture and puts the focus on it. */
  show: (index: number) => void;
}

interface Props {
  list: PictureList;
  total: number;
  /** Told which pictures can be seen. */
  onRange: (from: number, to: number) => void;
  onOpen: (picture: Picture, index: number) => void;
  ref?: Ref<GridHandle>;
}

/** As many pictures as there are, of which only those in sight are there. */
export function PictureGrid({ list, total, onRange, onOpen, ref }: Props) {
  const { ref: sized, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const columns = Math.max(2, Math.floor((width + GAP) / (SMALLEST + GAP)));
  const cell = width > 0 ? (width - GAP * (columns - 1)) / columns : SMALLEST;
  const virtual = useWindowVirtualizer({
    count: Math.ceil(total / columns),
    estimateSize: () => cell + GAP,
    overscan: 2,
    scrollMargin: top,
  });

  // What stands above comes and goes.
  useLayoutEffect(() => {
    const now = (box.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(now - top) > 1) setTop(now);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of the rows, not another virtualizer
  useLayoutEffect(() => virtual.measure(), [cell]);

  const rows = virtual.getVirtualItems();
  const from = (rows[0]?.index ?? 0) * columns;
  const to = Math.min(total, ((rows.at(-1)?.index ?? 0) + 1) * columns) - 1;
  useEffect(() => onRange(from, to), [from, to, onRange]);

  const focus = (index: number) => focusTile(box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`));
  // The picture takes the place of what stood there while it was on its way, and the focus with it.
  const awaited = useRef<number>(undefined);
  useLayoutEffect(() => {
    const index = awaited.current;
    if (index === undefined || !list.at(index)) return;
    awaited.current = undefined;
    if (document.activeElement === document.body) focus(index);
  });

  const show = (index: number) => {
    awaited.current = list.at(index) ? undefined : index;
    virtual.scrollToIndex(Math.floor(index / columns), { align: "auto" });
    // It is there after the next drawing.
    requestAnimationFrame(() => requestAnimationFrame(() => focus(index)));
  };
  useImperativeHandle(ref, () => ({ show }));

  const walk = (event: KeyboardEvent) => {
    const here = Number(
      (event.target as HTMLElement).closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN,
    );
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const step = steps[event.key];
    if (step === undefined || Number.isNaN(here) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    show(Math.min(total - 1, Math.max(0, here + step)));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a list are no list of their own
    <div
      ref={useMergedRef(sized, box)}
      className={css.grid}
      style={{ height: virtual.getTotalSize() }}
      role="list"
      aria-label={t("gallery.pictures")}
      onKeyDown={walk}
    >
      {rows.map((row) => (
        <div
          key={row.key}
          role="presentation"
          className={css.row}
          style={{
            height: cell,
            gap: GAP,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            transform: `translateY(${row.start - top}px)`,
          }}
        >
          {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
            const index = row.index * columns + column;
            const picture = list.at(index);
            return (
              <PictureTile
                key={picture?.id ?? `at ${index}`}
                picture={picture}
                index={index}
                total={total}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
