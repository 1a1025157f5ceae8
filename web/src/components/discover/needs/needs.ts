import type { Doc } from "@/api/client";

/** A model that a workflow or a picture names, in the same words for both. */
export interface Need {
  key: string;
  name: string;
  /** `present`, `missing` or `unknown`. */
  state: string;
  /** What names it: the type of a node, or what it is to the picture. */
  by: string;
  /** Why this folder, or how it was found. */
  because?: string | null;
  path?: string | null;
  note?: string | null;
  candidates: readonly Doc<"ModelCandidateDocument">[];
}

/** How sure a candidate must be to be fetched unseen: the server's own measure for workflows. */
export const SURE = 0.7;

export function needsOfGraph(models: readonly Doc<"GraphModelDocument">[]): Need[] {
  return models.map((model) => ({
    key: `${model.folder} ${model.name} ${model.node_ids.join()}`,
    name: model.name,
    state: model.state,
    by: [model.folder, model.node_type].filter(Boolean).join(" · "),
    because: model.folder_reason,
    path: model.path,
    note: model.note,
    candidates: model.candidates,
  }));
}

export function needsOfPicture(models: readonly Doc<"PictureModelDocument">[]): Need[] {
  return models.map(({ resource, ...model }, at) => ({
    key: String(at),
    name:
      [resource.name, resource.version_name].filter(Boolean).join(" ") ||
      resource.hash ||
      resource.air ||
      `${resource.model_version_id ?? model.civitai_version_id ?? "?"}`,
    state: model.state,
    by: [resource.type, resource.weight].filter((word) => word != null).join(" · "),
    because: model.matched_by,
    path: model.path,
    note: model.note,
    candidates: model.candidates,
  }));
}

/** Where a need is surely to be had; undefined where nobody is sure, or where it is here under another name. */
export function sureOf(need: Need): Doc<"ModelCandidateDocument"> | undefined {
  const [best] = need.candidates;
  return need.state === "missing" && best && best.confidence >= SURE && best.source !== "library" ? best : undefined;
}
