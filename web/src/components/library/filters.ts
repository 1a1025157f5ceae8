import { useFilters } from "@/lib/useFilters";

/** What the list is narrowed by, in the words of the API. */
export const NARROWING = ["provider", "type", "base", "status", "size", "capability", "tag", "folder"] as const;
export type Narrowing = (typeof NARROWING)[number];

const NAMES = ["q", ...NARROWING, "sort", "order", "view", "group"] as const;
export type FilterName = (typeof NAMES)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const SORTS = [
  "name",
  "size",
  "parameters",
  "compatibility",
  "provider",
  "status",
  "type",
  "base",
  "added",
  "updated",
  "used",
  "downloaded",
];

const STORED: Partial<Record<FilterName, string>> = {
  q: "model_library_search",
  sort: "model_library_sort_by",
  order: "model_library_sort_order",
  view: "model_library_view",
  group: "model_library_group",
};

/** Where a filter is remembered. */
export function storageKey(name: FilterName): string {
  return STORED[name] ?? `model_library_filter_${name}`;
}

/** The filters of the library: in the address, and remembered. */
export function useLibraryFilters(): [Filters, (change: Filters) => void] {
  return useFilters(NAMES, storageKey);
}

/** What the API is asked for; how it is shown plays no part. */
export type Question = Omit<Filters, "view" | "group">;

export function questionOf(filters: Filters): Question {
  const { view: _view, group, ...question } = filters;
  // Headings stand where the list goes from one provider to the next.
  return group === "provider" ? { ...question, sort: "provider" } : question;
}

/** How what is found is grouped. */
export function groupingOf(filters: Filters): "variants" | "provider" | undefined {
  return filters.group === "on" ? "variants" : filters.group === "provider" ? "provider" : undefined;
}

/** The filters that can leave models out, in the order of the page. */
export function narrowedBy(filters: Filters): FilterName[] {
  return (["q", ...NARROWING] as const).filter((name) => filters[name]);
}

/** Takes every filter away that leaves models out; the order stays. */
export function cleared(): Filters {
  return Object.fromEntries(["q", ...NARROWING].map((name) => [name, undefined]));
}

/** The address of a view, to share it. */
export function addressOf(filters: Filters): string {
  const words = new URLSearchParams();
  for (const name of NAMES) if (filters[name]) words.set(name, filters[name]);
  return `/?${words}`;
}

/** Filters out of an address. */
export function filtersOf(address: string): Filters {
  const words = new URLSearchParams(address.slice(address.indexOf("?") + 1));
  // Every name is said, so that a view takes away what it does not have.
  return Object.fromEntries(NAMES.map((name) => [name, words.get(name) ?? undefined]));
}
