import { useQuery } from "@tanstack/react-query";
import type { Doc } from "@/api/client";
import { ApiError } from "@/api/client";
import { backend } from "@/lib/backend";

export interface FoundPicture {
  address: string;
  small_address: string;
  level?: number | null;
  kind?: string | null;
  width?: number | null;
  height?: number | null;
}
export interface FoundFile {
  id: string;
  name: string;
  type?: string | null;
  format?: string | null;
  precision?: string | null;
  size_bytes?: number | null;
  sha256?: string | null;
  primary: boolean;
  danger?: string | null;
  in_library: boolean;
  library_ids: readonly string[];
}
export interface FoundVersion {
  id: string;
  name: string;
  reference: string;
  base_model?: string | null;
  published_at?: number | null;
  early_access_until?: number | null;
  description?: string | null;
  downloads?: number | null;
  trained_words: readonly string[];
  in_library: boolean;
  files: readonly FoundFile[];
  pictures: readonly FoundPicture[];
}
export interface FoundDetail {
  model: Doc<"FoundModelDocument"> & { likes?: number | null; comments?: number | null; in_library?: boolean };
  description?: string | null;
  licence: {
    name?: string | null;
    link?: string | null;
    allow_no_credit?: boolean | null;
    allow_derivatives?: boolean | null;
    allow_different_licence?: boolean | null;
    commercial_uses?: readonly string[] | null;
  };
  versions: readonly FoundVersion[];
}

/** Where the details of what a reference names are asked: undefined for what only a plan can tell of. */
export function placeOf(named: Doc<"ReferenceDocument">): { source: string; id: string } | undefined {
  if (named.kind === "huggingface" && named.repo) return { source: "huggingface", id: named.repo };
  return named.model_id ? { source: "civitai", id: String(named.model_id) } : undefined;
}

/** All that the source says of a model, and what of it is here. */
export function useDetail(named: Doc<"ReferenceDocument">) {
  const place = placeOf(named);
  return useQuery({
    queryKey: ["model", "found", place?.source, place?.id],
    queryFn: () =>
      backend.makeRequestPublic<FoundDetail>(
        `/api/models/found?${new URLSearchParams({ source: place?.source ?? "", id: place?.id ?? "" })}`,
      ),
    enabled: place !== undefined,
    staleTime: 5 * 60_000,
    retry: (times, problem) => times < 2 && problem instanceof ApiError && problem.retryable,
  });
}

/** The version that is meant: the one that was chosen, else the one that the reference names, else the newest. */
export function versionOf(
  detail: FoundDetail | undefined,
  chosen: string | undefined,
  named: Doc<"ReferenceDocument">,
): FoundVersion | undefined {
  const wanted = chosen ?? (named.version_id ? String(named.version_id) : undefined);
  return detail?.versions.find(({ id }) => id === wanted) ?? (chosen ? undefined : detail?.versions[0]);
}

/** What a stranger wrote, without its markup: nothing of it runs or is loaded. */
export function plainText(markup: string): string {
  const page = new DOMParser().parseFromString(markup.replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, "$&\n"), "text/html");
  for (const unread of page.querySelectorAll("script, style")) unread.remove();
  return (page.body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trim();
}
