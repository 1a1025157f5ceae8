import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Doc } from "@/api/client";
import type { Question } from "./filters";
import type { ModelInfo } from "./models";
import { PAGE, pageQuery } from "./queries";

/** What a question finds, page by page as somebody looks at them. */
export interface Found {
  /** What the models on the screen answer; while a new question is under way, the one before. */
  question: Question;
  isOld: boolean;
  /** Undefined until the first answer. */
  counts: Doc<"LibraryDocument"> | undefined;
  error: unknown;
  retry: () => void;
  /** The model at a place; undefined until its page is here. */
  at: (place: number) => ModelInfo | undefined;
  /** Says which places are looked at. */
  look: (places: readonly number[]) => void;
}

interface Answers {
  data: (Doc<"LibraryDocument"> | undefined)[];
  error: unknown;
  retry: () => void;
}

// Outside of the component: a function that stays the same lets an unchanged result stay the same.
const combine = (results: ReturnType<typeof useQueries<ReturnType<typeof pageQuery>[]>>): Answers => ({
  data: results.map(({ data }) => data),
  error: results.find(({ error }) => error)?.error ?? null,
  retry: () => {
    for (const result of results) if (result.error) void result.refetch();
  },
});

export function useFound(wanted: Question, fields: string | null): Found {
  const first = useQuery(pageQuery(wanted, 0, fields));
  // The former answer stays, paler, until the new one is here, and goes when that fails.
  const [shown, setShown] = useState(wanted);
  if (first.data && shown !== wanted) setShown(wanted);
  const [pages, setPages] = useState<readonly number[]>([0]);
  const answers = useQueries({ queries: pages.map((page) => pageQuery(shown, page, fields)), combine });

  const at = useCallback(
    (place: number) => {
      const answer = answers.data[pages.indexOf(Math.floor(place / PAGE))];
      return answer?.models[place % PAGE] as ModelInfo | undefined;
    },
    [answers, pages],
  );
  const look = useCallback((places: readonly number[]) => {
    // The first page tells how many there are, wherever one is.
    const next = [...new Set([0, ...places.map((place) => Math.floor(place / PAGE))])];
    setPages((old) => (old.length === next.length && old.every((page, index) => page === next[index]) ? old : next));
  }, []);

  return useMemo(
    () => ({
      question: shown,
      isOld: shown !== wanted,
      counts: answers.data[0],
      error: first.error ?? (shown === wanted ? answers.error : null),
      retry: () => {
        if (first.error) void first.refetch();
        answers.retry();
      },
      at,
      look,
    }),
    [shown, wanted, answers, first.error, first.refetch, at, look],
  );
}
