import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { type Card, cardsOf, groupAll } from "./groups";
import { type IndexEntry, indexQuery } from "./queries";
import type { Found } from "./useFound";

/** What stands in the list, one after the other. */
export interface Cards {
  count: number;
  card: (index: number) => Card;
  /** Whether a group shows its members. */
  isOpen: (key: string) => boolean;
  toggle: (key: string) => void;
  /** All that was found, when it had to be fetched to group it. */
  index: readonly IndexEntry[] | undefined;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

/** The cards of what was found; of variants and versions of one model a single one, when that is wanted. */
export function useCards(found: Found, isGrouped: boolean): Cards {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, isPending, refetch } = useQuery({ ...indexQuery(found.question), enabled: isGrouped });
  const groups = useMemo(() => (isGrouped && data ? groupAll(data) : undefined), [isGrouped, data]);
  const cards = useMemo(() => groups && cardsOf(groups, open), [groups, open]);
  const toggle = useCallback(
    (key: string) =>
      setOpen((old) => {
        const next = new Set(old);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  const total = found.counts?.total_count ?? 0;
  return useMemo(
    () => ({
      count: isGrouped ? (cards?.length ?? 0) : total,
      card: (index) => cards?.[index] ?? { place: index },
      isOpen: (key) => open.has(key),
      toggle,
      index: isGrouped ? data : undefined,
      isLoading: isGrouped && isPending,
      error: isGrouped ? error : null,
      retry: () => void refetch(),
    }),
    [isGrouped, cards, total, open, toggle, data, isPending, error, refetch],
  );
}
