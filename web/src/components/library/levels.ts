import { useQuery } from "@tanstack/react-query";
import type { Display } from "@/components/parts/Leveled";
import type { ModelInfo } from "./models";
import { levelsQuery } from "./queries";

const LEVELS = ["pg", "pg13", "r", "x", "xxx"];
const WORDS = ["PG", "PG-13", "R", "X", "XXX"];

/** How the preview of a model is shown to this person. */
export function usePreviewDisplay(): (model: ModelInfo) => Display {
  const { data } = useQuery(levelsQuery);
  const limit = LEVELS.indexOf(data?.browsing_limit ?? "pg13");
  return (model) => {
    // What nobody rated is the person's own.
    if (!model.preview_level || bit(model.preview_level) <= limit) return "show";
    return data?.above === "hide" ? "hide" : "blur";
  };
}

/** The word of a level. */
export function levelWord(level: number | null | undefined): string | null {
  return level ? (WORDS[bit(level)] ?? null) : null;
}

function bit(level: number): number {
  return 31 - Math.clz32(level);
}
