/** The words that addresses of pages know; each page has its own of them. */
export type PageSearch = Partial<
  Record<
    // Filters of the lists.
    | "q"
    | "provider"
    | "type"
    | "base"
    | "status"
    | "size"
    | "capability"
    | "tag"
    | "folder"
    | "sort"
    | "order"
    | "view"
    | "group"
    | "source"
    | "period"
    | "creator"
    | "mature"
    | "missing"
    | "program"
    // What is opened over them.
    | "model"
    | "tab"
    | "trash"
    | "found"
    | "version"
    | "file"
    | "picture"
    | "at"
    | "from"
    | "job",
    string
  >
>;

/** Addresses with plain words (`?q=anime&type=lora`), as a person writes and shares them. */
export const plainSearch = {
  parseSearch: (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values: Record<string, unknown>): string => {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
      if (value !== undefined && value !== null && value !== "") words.set(name, String(value));
    const text = words.toString();
    return text ? `?${text}` : "";
  },
};
