import { useQuery } from "@tanstack/react-query";
import { LEVELS, levelAt, levelsQuery } from "@/app/levels";
import type { Display } from "@/components/parts/Leveled";
import type { ModelInfo } from "./models";

/** How the preview of a model is shown to this person. */
export function usePreviewDisplay(): (model: ModelInfo) => Display {
  const { data } = useQuery(levelsQuery);
  const limit = LEVELS.findIndex((level) => level === (data?.browsing_limit ?? "pg"));
  return (model) => {
    // Until the limit is known nothing above the mildest is shown. What nobody rated is the person's own.
    if (!model.preview_level || levelAt(model.preview_level) <= limit) return "show";
    return data?.above === "hide" ? "hide" : "blur";
  };
}
