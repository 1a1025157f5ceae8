import type { Doc } from "@/api/client";
import type { TextKey } from "@/text";

/** A model as the API tells of it. */
export type ModelInfo = Doc<"ModelInfo">;

/** What a card and a row of the table show. The rest is fetched when somebody opens the model. */
export const CARD_FIELDS = [
  "name",
  "provider",
  "size",
  "status",
  "status_detail",
  "download_progress",
  "model_type",
  "base_model",
  "format",
  "capabilities",
  "tags",
  "disk_usage",
  "origin",
  "has_preview",
  "preview_level",
  "version_group",
].join();

/** Enough to group, to select many and to name them. */
export const INDEX_FIELDS = "name,provider,base_model,version_group";

/** What the page calls the model's state: more than the seed's four words where more is known. */
export function stateOf(model: ModelInfo): string {
  return model.status_detail ?? model.status;
}

/** Whether its file lies on this machine, where it can be deleted, verified and scanned. */
export function isHere(model: ModelInfo): boolean {
  return model.status === "local" || (model.status === "error" && model.status_detail !== "missing");
}

/** What the button that fetches it is called, seen and heard; undefined where there is nothing to fetch. */
export function fetchWords(model: ModelInfo): { shown: TextKey; label: TextKey } | undefined {
  if (model.status === "available") return { shown: "library.download", label: "library.download_of" };
  return model.status === "error" && !isHere(model) ? { shown: "error.retry", label: "library.again_of" } : undefined;
}
