import { queryOptions, useQueries } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";

export type Picture = Doc<"PictureDocument">;
export type KnownPicture = Doc<"KnownPictureDocument">;
export type Recipe = Doc<"ReadPictureDocument">;

/** What narrows the list, by its words in the address. */
export const FILTERS = ["q", "folder", "model", "missing", "program", "level", "sort"] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** Takes everything away that leaves pictures out; the order stays. */
export const NOTHING: Filters = Object.fromEntries(
  FILTERS.filter((name) => name !== "sort").map((name) => [name, undefined]),
);

// A search is of the moment; how one likes to look at things stays.
const KEPT = new Set(["folder", "missing", "program", "level", "sort"]);
export const filterKey = (name: string): string | undefined => (KEPT.has(name) ? `berry.gallery.${name}` : undefined);

/** How many pictures are asked for at once. */
export const PAGE = 120;

export const foldersQuery = queryOptions({
  queryKey: ["pictures", "folders"],
  queryFn: ({ signal }) => body(api.GET("/api/pictures/folders", { signal })),
});

export const pictureQuery = (id: number) =>
  queryOptions({
    queryKey: ["pictures", "one", id],
    queryFn: ({ signal }) => body(api.GET("/api/pictures/{id}", { params: { path: { id } }, signal })),
  });

export const pageQuery = (filters: Filters, page: number) =>
  queryOptions({
    queryKey: ["pictures", "list", filters, page],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/pictures", {
          params: {
            query: {
              q: filters.q,
              folder: filters.folder ? Number(filters.folder) : undefined,
              model_id: filters.model,
              missing: filters.missing === undefined ? undefined : filters.missing === "yes",
              application: filters.program,
              level: filters.level,
              sort: filters.sort,
              offset: page * PAGE,
              limit: PAGE,
            },
          },
          signal,
        }),
      ),
  });

export interface PictureList {
  /** How many there are; undefined while nobody knows. */
  total: number | undefined;
  /** One of them; undefined while it is on its way. */
  at: (index: number) => Picture | undefined;
  /** Why there is no list. */
  error: unknown;
  /** Why a part of it did not come. */
  partError: unknown;
  retry: () => void;
}

/** The pictures from one place of the list to another. Only what is looked at is asked for; what was scrolled past is given up. */
export function usePictures(filters: Filters, from: number, to: number): PictureList {
  const pages = new Set([0]);
  for (let page = Math.max(0, Math.floor(from / PAGE)); page <= Math.floor(Math.max(0, to) / PAGE); page++)
    pages.add(page);
  const order = [...pages];
  const answers = useQueries({ queries: order.map((page) => pageQuery(filters, page)) });
  const first = answers[0];
  return {
    total: first?.data?.total_count,
    at: (index) => answers[order.indexOf(Math.floor(index / PAGE))]?.data?.pictures[index % PAGE],
    error: first?.error,
    partError: answers.find((answer) => answer.error)?.error,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}

const UNDER_WAY = new Set(["running", "queued", "paused"]);
export const isUnderWay = (job: Doc<"JobDocument"> | undefined): boolean => !!job && UNDER_WAY.has(job.state);

/** The last looks through the folders. Nobody tells of a job's progress, so it is asked for. */
export const indexJobsQuery = queryOptions({
  queryKey: ["jobs", "picture_index"],
  queryFn: ({ signal }) =>
    body(api.GET("/api/jobs", { params: { query: { kind: "picture_index", limit: 5 } }, signal })),
  refetchInterval: ({ state }) => (state.data?.jobs.some((job) => job.state === "running") ? 1000 : false),
});
