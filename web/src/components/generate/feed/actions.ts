import "@/text/en/generate";
import type { QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import type { Generation } from "../types";

export async function refreshAll(client: QueryClient): Promise<void> {
  await Promise.all(["feed", "generation"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

/** Takes one out of queue and feed; its files stay, and it can be brought back. */
export async function removeGeneration(client: QueryClient, row: Generation): Promise<void> {
  const path = { id: row.id };
  try {
    await body(api.DELETE("/api/generation/feed/{id}", { params: { path } }));
    await refreshAll(client);
    offerUndo(t("generate.feed.removed"), async () => {
      await body(api.POST("/api/generation/feed/{id}/restore", { params: { path } }));
      await refreshAll(client);
    });
  } catch (problem) {
    tellError(problem, t("generate.feed.remove.doing"));
  }
}

/** Makes one a favourite, or gives it words. */
export async function changeGeneration(
  client: QueryClient,
  row: Generation,
  wish: { favourite?: boolean; add_tags?: string[]; remove_tags?: string[] },
): Promise<void> {
  try {
    await body(api.PUT("/api/generation/feed/{id}", { params: { path: { id: row.id } }, body: wish }));
    await refreshAll(client);
  } catch (problem) {
    tellError(problem, t("generate.feed.change.doing"));
  }
}
