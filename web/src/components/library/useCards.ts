import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { type Card, cardsOf, groupAll, type ShownSection, sectionsOf, shownOf } from "./groups";
import { type IndexEntry, indexQuery } from "./queries";
import type { Found } from "./useFound";

/** What stands in the list, one after the other. */
export interface Cards {
  count: number;
  card: (index: number) => Card;
  /** What stands under headings of its own; undefined when there are none. */
  sections: readonly ShownSection[] | undefined;
  /** Whether a group shows its members. */
  isOpen: (key: string) => boolean;
  toggle: (key: string) => void;
  /** All that was found, when it had to be fetched to group it. */
  index: readonly IndexEntry[] | undefined;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

/** How cards are grouped: variants and versions behind one, or all under headings of their providers. */
export type Grouping = "variants" | "provider";

const NONE: ReadonlySet<string> = new Set();

/** The cards of what was found, grouped as somebody wants. */
export function useCards(found: Found, grouping: Grouping | undefined): Cards {
  // Groups are closed until somebody opens them, headings open until somebody closes them.
  const [turned, setTurned] = useState<{ of: Grouping | undefined; keys: ReadonlySet<string> }>({
    of: grouping,
    keys: NONE,
  });
  const keys = turned.of === grouping ? turned.keys : NONE;
  const isGrouped = grouping !== undefined;
  const { data, error, isPending, refetch } = useQuery({ ...indexQuery(found.question), enabled: isGrouped });
  const groups = useMemo(() => (grouping === "variants" && data ? groupAll(data) : undefined), [grouping, data]);
  const cards = useMemo(() => groups && cardsOf(groups, keys), [groups, keys]);
  const all = useMemo(() => (grouping === "provider" && data ? sectionsOf(data) : undefined), [grouping, data]);
  const sections = useMemo(() => all && shownOf(all, keys), [all, keys]);
  const toggle = useCallback(
    (key: string) =>
      setTurned((old) => {
        const next = new Set(old.of === grouping ? old.keys : NONE);
        if (!next.delete(key)) next.add(key);
        return { of: grouping, keys: next };
      }),
    [grouping],
  );
  const total = found.counts?.total_count ?? 0;
  const card = useCallback(
    (index: number): Card => {
      const section = sections?.findLast(({ at, shown }) => shown > 0 && at <= index);
      return section ? { place: section.from + index - section.at } : (cards?.[index] ?? { place: index });
    },
    [sections, cards],
  );
  return useMemo(
    () => ({
      count: sections ? sections.reduce((sum, { shown }) => sum + shown, 0) : isGrouped ? (cards?.length ?? 0) : total,
      card,
      sections,
      isOpen: (key) => keys.has(key) === (grouping === "variants"),
      toggle,
      index: isGrouped ? data : undefined,
      isLoading: isGrouped && isPending,
      error: isGrouped ? error : null,
      retry: () => void refetch(),
    }),
    [grouping, isGrouped, cards, sections, card, total, keys, toggle, data, isPending, error, refetch],
  );
}
