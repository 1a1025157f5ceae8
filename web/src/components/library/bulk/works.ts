import "@/text/en/library";
import { api, body } from "@/api/client";

export type Item = readonly [id: string, name: string];

const KINDS = ["tag", "scan", "refresh", "trash"] as const;

/** Something to do to many models, in words that outlive a reload. */
export interface Order {
  kind: (typeof KINDS)[number];
  /** What to add, for `tag`. */
  tags?: readonly string[];
  items: readonly Item[];
}

export const isKind = (word: unknown): word is Order["kind"] => KINDS.some((kind) => kind === word);

/**
 * Does it to one model.
 * @returns what it is called in the trash, where that is what was done.
 * @throws when it cannot; the rest goes on.
 */
export async function workOn(
  id: string,
  order: Omit<Order, "items">,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (order.kind) {
    case "tag":
      await addTags(id, order.tags ?? []);
      return undefined;
    case "scan":
      await scan(id, signal);
      return undefined;
    case "refresh":
      await body(
        api.POST("/api/models/metadata/{id}/refresh", { params: { path: { id }, query: { ask: true } }, signal }),
      );
      return undefined;
    default:
      return (await body(api.DELETE("/api/models/{id}", { params: { path: { id } } }))).trash_item ?? undefined;
  }
}

/** Adds to the tags that there are; they are read just before, so that none is lost. */
async function addTags(id: string, tags: readonly string[]): Promise<void> {
  const path = { id };
  const { tags: known } = await body(api.GET("/api/models/{id}", { params: { path } }));
  const all = [...new Set([...(known ?? []), ...tags])];
  if (all.length === known?.length) return;
  await body(api.PATCH("/api/models/{id}", { params: { path }, body: { tags: all } as never }));
}

async function scan(id: string, signal: AbortSignal): Promise<void> {
  const { scan_result } = await body(api.POST("/api/models/{id}/scan", { params: { path: { id } }, signal }));
  if (scan_result.overall_status === "passed") return;
  const said = scan_result.files.flatMap(({ messages }) => messages);
  throw new Error([scan_result.verdict, ...said].join(": "));
}
