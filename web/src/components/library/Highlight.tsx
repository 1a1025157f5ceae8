/** The words of a search, for marking them: the server finds words that begin with them. */
export function wordsOf(search: string | undefined): readonly string[] {
  return (
    search
      ?.toLowerCase()
      .split(/[\s,;_./-]+/)
      .filter(Boolean) ?? []
  );
}

/** A text with what was searched for marked in it. */
export function Highlight({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  const special = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`((?<![\\p{L}\\p{N}])(?:${special.join("|")}))`, "giu"));
  if (parts.length === 1) return text;
  return parts.map((part, index) =>
    // Every second part is one that was found.
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
    index % 2 ? <mark key={index}>{part}</mark> : part,
  );
}
