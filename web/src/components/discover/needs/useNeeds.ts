import "@/text/en/discover";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { api, body, type Doc, send } from "@/api/client";
import { listen } from "@/app/events";
import { t } from "@/text";
import { type Need, needsOfGraph, needsOfPicture, sureOf } from "./needs";

/** A file that somebody dropped: a workflow with its text, or a picture. */
export interface Dropped {
  id: string;
  name: string;
  graph?: Record<string, unknown>;
  picture?: Blob;
  /** What was told of a picture: it stays over a reload, which the picture itself does not. */
  told?: Doc<"ReadPictureDocument">;
}

export interface Answer {
  needs: Need[];
  inactive: Need[];
  links: readonly string[];
  note?: string | null;
  silent: readonly { source: string; message: string }[];
}

const STORE = "berry.discover.needs";
// What a browser keeps for one site is about five megabytes.
const MOST = 2_000_000;

/** Which models the dropped file needs. It survives a reload. */
export function useNeeds() {
  const client = useQueryClient();
  const [dropped, setDropped] = useState<Dropped | undefined>(recall);
  const take = useCallback((next: Dropped | undefined) => {
    setDropped(next);
    keep(next);
  }, []);
  const needs = useQuery({
    queryKey: ["discover", "needs", dropped?.id],
    queryFn: async ({ signal }): Promise<Answer> => {
      if (!dropped) throw new Error("There is no file.");
      if (dropped.graph) return ofGraph(dropped.graph, signal);
      const told = dropped.picture ? await readPicture(dropped.picture, signal) : dropped.told;
      if (!told) throw new Error("There is no picture.");
      keep({ ...dropped, told });
      return ofPicture(told);
    },
    enabled: dropped !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // What was missing may be here now; of a picture that a reload took only what was told is known.
  const canLookAgain = Boolean(dropped?.graph ?? dropped?.picture);
  useEffect(() => {
    if (!canLookAgain) return;
    return listen(({ kind }) => {
      if (kind === "download.completed") void client.invalidateQueries({ queryKey: ["discover", "needs"] });
    });
  }, [canLookAgain, client]);
  return { dropped, take, needs, canLookAgain };
}

/** A file as somebody dropped it. */
export async function readDropped(file: File): Promise<Dropped> {
  const id = `${file.name} ${file.size} ${file.lastModified}`;
  if (!/\.json$/i.test(file.name) && file.type !== "application/json") return { id, name: file.name, picture: file };
  try {
    return { id, name: file.name, graph: JSON.parse(await file.text()) as Record<string, unknown> };
  } catch {
    throw new Error(t("discover.needs_broken", { name: file.name }));
  }
}

async function ofGraph(graph: Record<string, unknown>, signal: AbortSignal): Promise<Answer> {
  const told = await body(api.POST("/api/graphs/models", { body: graph as never, signal }));
  return {
    needs: needsOfGraph(told.models),
    inactive: needsOfGraph(told.inactive),
    links: told.links,
    note: told.note,
    silent: told.sources.flatMap(({ source, error }) => (error ? [{ source, message: error.message }] : [])),
  };
}

async function readPicture(picture: Blob, signal: AbortSignal): Promise<Doc<"ReadPictureDocument">> {
  const answer = await send("/api/pictures/read", {
    method: "POST",
    body: picture,
    headers: { "Content-Type": "application/octet-stream" },
    signal,
  });
  return (await answer.json()) as Doc<"ReadPictureDocument">;
}

const ofPicture = (told: Doc<"ReadPictureDocument">): Answer => ({
  needs: needsOfPicture(told.models),
  inactive: [],
  links: [],
  note: told.problems.join(" ") || null,
  silent: [],
});

/** What became of each need that was to be fetched. */
export interface Begun {
  name: string;
  error?: string | null;
  note?: string | null;
}

/** Begins to fetch what is missing: of a workflow as its nodes look for it, of a picture what somebody surely has. */
export function useFetchMissing(dropped: Dropped | undefined, needs: readonly Need[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<Begun[]> => {
      if (dropped?.graph) {
        const { items } = await body(api.POST("/api/graphs/install", { body: dropped.graph as never }));
        return items.map(({ name, error, note }) => ({ name, error: error?.message, note }));
      }
      const wanted = needs.flatMap((need) => {
        const from = sureOf(need);
        return from ? [{ need, from }] : [];
      });
      return Promise.all(
        wanted.map(async ({ need, from: { reference, file_id, sha256 } }) => {
          try {
            await body(
              api.POST("/api/models/download", {
                params: { query: { if_present: "ok" } },
                body: { reference, file_id, sha256 } as never,
              }),
            );
            return { name: need.name };
          } catch (problem) {
            return { name: need.name, error: problem instanceof Error ? problem.message : String(problem) };
          }
        }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
}

function recall(): Dropped | undefined {
  try {
    const text = sessionStorage.getItem(STORE);
    return text ? (JSON.parse(text) as Dropped) : undefined;
  } catch {
    return undefined;
  }
}

function keep(dropped: Dropped | undefined): void {
  try {
    const text = dropped && JSON.stringify({ ...dropped, picture: undefined });
    if (text && text.length <= MOST && (dropped.graph || dropped.told)) sessionStorage.setItem(STORE, text);
    else sessionStorage.removeItem(STORE);
  } catch {
    // A browser that keeps nothing: a reload forgets the file, and it is dropped once more.
  }
}
