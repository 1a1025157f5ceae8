import "@/text/en/library";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import type { Card } from "./groups";
import { type IndexEntry, indexQuery } from "./queries";
import type { Cards } from "./useCards";
import type { Found } from "./useFound";

/** Who was chosen for what is done to many: names by id. */
export type Selected = ReadonlyMap<string, string>;

export interface Selection {
  selected: Selected;
  has: (card: Card) => boolean;
  /** Takes a card in or out; with `toHere`, all from the last one to this. */
  toggle: (index: number, toHere: boolean) => void;
  /** Everything that was found. */
  selectAll: () => Promise<void>;
  /** Whether everything that was found is chosen, as far as it is on the screen. */
  hasAll: (total: number) => boolean;
  clear: () => void;
  /** Takes out what is done. */
  drop: (ids: readonly string[]) => void;
}

export function useSelection(found: Found, cards: Cards): Selection {
  const client = useQueryClient();
  const [selected, setSelected] = useState<Selected>(new Map());
  const anchor = useRef(0);

  // Of what is not on the screen the names must be fetched first.
  const entries = useCallback(
    async (places: number[]): Promise<IndexEntry[]> => {
      const known = places.map((place) => cards.index?.[place] ?? found.at(place));
      if (known.every(Boolean)) return known as IndexEntry[];
      const all = await client.fetchQuery(indexQuery(found.question));
      return places.map((place) => all[place]).filter((entry) => entry !== undefined);
    },
    [client, found, cards],
  );
  const put = useCallback((entries: IndexEntry[], isIn: boolean) => {
    setSelected((old) => {
      const next = new Map(old);
      for (const { id, name } of entries)
        if (isIn) next.set(id, name);
        else next.delete(id);
      return next;
    });
  }, []);
  const placesOf = useCallback((card: Card) => (card.group ? card.group.members : [card.place]), []);
  const has = useCallback(
    (card: Card) => {
      if (selected.size === 0) return false;
      return placesOf(card).every((place) => {
        const entry = found.at(place) ?? cards.index?.[place];
        return entry !== undefined && selected.has(entry.id);
      });
    },
    [selected, found, cards, placesOf],
  );
  const toggle = useCallback(
    (index: number, toHere: boolean) => {
      const isIn = toHere || !has(cards.card(index));
      const [from, to] = toHere ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
      anchor.current = index;
      const places = Array.from({ length: to - from + 1 }, (_, step) => placesOf(cards.card(from + step))).flat();
      entries(places)
        .then((found) => put(found, isIn))
        .catch((problem) => tellError(problem, t("library.doing_select")));
    },
    [cards, entries, has, placesOf, put],
  );
  const selectAll = useCallback(async () => {
    try {
      put(await client.fetchQuery(indexQuery(found.question)), true);
    } catch (problem) {
      tellError(problem, t("library.doing_select"));
    }
  }, [client, found.question, put]);
  // Those chosen may be others than those found now: a number alone tells nothing.
  const hasAll = useCallback(
    (total: number) => {
      if (selected.size < total) return false;
      for (let place = 0; place < total; place++) {
        const entry = found.at(place);
        if (entry && !selected.has(entry.id)) return false;
      }
      return true;
    },
    [selected, found],
  );

  return useMemo(
    () => ({
      selected,
      has,
      toggle,
      selectAll,
      hasAll,
      clear: () => setSelected(new Map()),
      drop: (ids) => put(ids.map((id) => ({ id, name: "" })) as IndexEntry[], false),
    }),
    [selected, has, toggle, selectAll, hasAll, put],
  );
}
