import { api, body } from "@/api/client";

/** The words of levels, from the mildest; as bits 1, 2, 4, 8, 16. */
export const LEVELS = ["pg", "pg13", "r", "x", "xxx"] as const;
/** The same as people write them. */
export const SHOWN = ["PG", "PG-13", "R", "X", "XXX"];

/** What this person asks for and sees at most, and what becomes of the rest: one answer for all pages. */
export const levelsQuery = {
  queryKey: ["levels"],
  queryFn: () => body(api.GET("/api/generation/levels")),
};
/** The first words of what shows pictures by these levels. */
export const BY_LEVELS = ["levels", "feed", "generate", "generation", "library", "pictures", "discover"] as const;

/** Where a level stands among the words: its highest bit. */
export const levelAt = (bits: number): number => 31 - Math.clz32(bits);

/** The word of a level as people write it. */
export const levelWord = (bits: number | null | undefined): string | null =>
  bits ? (SHOWN[levelAt(bits)] ?? null) : null;
