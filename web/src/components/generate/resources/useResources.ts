import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Entry, Resource } from "../types";

/** What is looked for among the models that a place of the form takes. */
export interface ResourceWish {
  ecosystem?: string;
  workflow: string;
  types?: readonly string[] | null;
  query: string;
  source?: "all" | "local" | "civitai";
}

const PAGE = 30;

/** Models of the library and of Civitai, a page at a time. */
export function useResources({ ecosystem, workflow, types, query, source }: ResourceWish, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["generate", "resources", ecosystem, workflow, types, query, source],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/generation/resources", {
          params: {
            query: {
              ecosystem,
              workflow: ecosystem ? undefined : workflow,
              type: types?.join(",") || undefined,
              query: query || undefined,
              source: source === "all" ? undefined : source,
              limit: PAGE,
              cursor: pageParam || undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.metadata.next_cursor || undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What is known of models that came with a form by their number alone: name, words, picture, how well they fit. */
export function useResourceFacts(entries: readonly Entry[], ecosystem: string | undefined) {
  const asked = entries.map(nameOfEntry).filter((name) => name !== undefined);
  const { data } = useQuery({
    queryKey: ["generate", "check", asked, ecosystem],
    queryFn: () =>
      body(
        api.POST("/api/generation/resources/check", {
          body: { resources: asked, ecosystem: ecosystem ?? null, at: null },
        }),
      ),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });
  return (entry: Entry): Resource | undefined =>
    data?.resources.find((one) => one.asked === nameOfEntry(entry) && one.state !== "unknown");
}

const nameOfEntry = (entry: Entry): string | undefined => (entry.id ? String(entry.id) : entry.air);

/** A model as a form has it; undefined for one that no orchestrator knows by a name. */
export function entryOf(resource: Resource): Entry | undefined {
  if (!resource.version_id && !resource.air) return undefined;
  return {
    ...(resource.version_id ? { id: resource.version_id } : {}),
    ...(resource.air ? { air: resource.air } : {}),
    name: resource.name,
    versionName: resource.version_name,
    baseModel: resource.base_model,
    model: { name: resource.name, type: resource.type },
    trainedWords: resource.trigger_words,
    preview: shownPreview(resource),
    ...(resource.strength
      ? {
          strength: resource.strength.default,
          minStrength: resource.strength.min,
          maxStrength: resource.strength.max,
        }
      : {}),
  };
}

/** Why a model cannot be chosen; undefined when it can. */
export function refusalOf(resource: Resource): string | undefined {
  if (resource.level === "none") return resource.level_reason?.message ?? "";
  if (!resource.can_generate)
    return [...(resource.at_civitai.reasons ?? []), ...(resource.at_home.reasons ?? [])][0]?.message ?? "";
  return undefined;
}

/** The page asks no other host than its server, so a picture elsewhere is not shown. */
export const shownPreview = (resource: Resource): string | null =>
  resource.preview?.startsWith("/") ? resource.preview : null;
