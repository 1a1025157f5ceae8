import type { QueryClient } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";

export type FoundModel = Doc<"FoundModelDocument">;

/** What a search asks for, by its words in the address. */
export const FILTERS = ["q", "source", "type", "base", "mature"] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;
export const rememberedAs = (name: string) => `berry.discover.${name}`;

/** Pages of what the sources have, one after the other. */
export function searchQuery(filters: Filters) {
  return {
    queryKey: ["discover", "search", filters] as const,
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      body(
        api.GET("/api/models/search", {
          signal,
          params: {
            query: {
              query: filters.q,
              source: filters.source,
              type: filters.type,
              base_model: filters.base,
              nsfw: filters.mature === "yes" ? true : undefined,
              limit: 24,
              cursor: pageParam,
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Doc<"SearchDocument">) => page.metadata.next_cursor ?? undefined,
    // Sources are asked over the network, and count how often.
    staleTime: 5 * 60_000,
  };
}

/** The models of a list of pages, each once: sources shift while one reads. */
export function uniqueModels(pages: readonly Doc<"SearchDocument">[]): FoundModel[] {
  const seen = new Map<string, FoundModel>();
  for (const model of pages.flatMap(({ items }) => items)) {
    const key = `${model.source} ${model.id}`;
    if (!seen.has(key)) seen.set(key, model);
  }
  return [...seen.values()];
}

/** Sources that did not answer, the latest word of each. */
export function silentSources(pages: readonly Doc<"SearchDocument">[]): Doc<"SearchedSourceDocument">[] {
  const latest = new Map<string, Doc<"SearchedSourceDocument">>();
  for (const source of pages.flatMap(({ sources }) => sources)) latest.set(source.source, source);
  return [...latest.values()].filter(({ error }) => error);
}

/** Forgets what was answered, so that the sources are asked anew. */
export function askAnew(client: QueryClient): Promise<void> {
  return client.resetQueries({ queryKey: ["discover", "search"] });
}

/** What a source is called. */
export const SOURCES: Record<string, string> = { civitai: "Civitai", huggingface: "Hugging Face" };
