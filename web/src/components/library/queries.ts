import { keepPreviousData, type QueryClient } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import type { Question } from "./filters";
import { CARD_FIELDS, INDEX_FIELDS, type ModelInfo } from "./models";

/** How many models are asked for at once: a screen of cards, and the next one. */
export const PAGE = 60;

const HOLD = 30_000;

/** One page of what a question finds. */
export function pageQuery(question: Question, page: number, fields: string | null = CARD_FIELDS) {
  return {
    queryKey: ["library", "page", question, page, fields],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      body(
        api.GET("/api/models/library", {
          params: { query: { ...question, offset: page * PAGE, limit: PAGE, fields: fields ?? undefined } },
          signal,
        }),
      ),
    // Whoever scrolled through 50,000 models must not keep them all in memory.
    gcTime: HOLD,
  };
}

/** A model that was found: what can be said of all of them at once. */
export type IndexEntry = Pick<ModelInfo, "id" | "name" | "provider" | "base_model" | "version_group">;

/** All that a question finds, by little more than the name: for grouping, and for selecting all. */
export function indexQuery(question: Question) {
  return {
    queryKey: ["library", "index", question],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<IndexEntry[]> => {
      const { models } = await body(
        api.GET("/api/models/library", { params: { query: { ...question, fields: INDEX_FIELDS } }, signal }),
      );
      return models;
    },
    gcTime: HOLD,
  };
}

/** How many models there are behind each choice of a filter. */
export function facetsQuery(question: Question) {
  const { sort: _sort, order: _order, ...query } = question;
  return {
    queryKey: ["facets", query],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      body(api.GET("/api/models/facets", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  };
}

/** All of one model. */
export function modelQuery(id: string) {
  return {
    queryKey: ["model", id],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<ModelInfo> =>
      body(api.GET("/api/models/{id}", { params: { path: { id } }, signal })),
  };
}

/** What a model that was shown is called. */
export function nameOf(client: QueryClient, id: string): string {
  const open = client.getQueryData<ModelInfo>(["model", id]);
  if (open) return open.name;
  const pages = client.getQueriesData<Doc<"LibraryDocument">>({ queryKey: ["library", "page"] });
  for (const [, page] of pages) for (const model of page?.models ?? []) if (model.id === id) return model.name;
  return id;
}
