import { useQuery } from "@tanstack/react-query";
import { backend } from "@/lib/backend";

interface SiteModels {
  items: { id: number; modelVersions: { id: number; name: string }[] }[];
}

/** Which of Civitai's models are here already, with the names of their versions that are. */
export function useHere(ids: readonly number[]): ReadonlyMap<number, readonly string[]> {
  const { data } = useQuery({
    // Events of the library make it old.
    queryKey: ["library", "here", ids],
    queryFn: async () => {
      const pages = await Promise.all(
        chunks(ids, 100).map((some) =>
          backend.makeRequestPublic<SiteModels>(`/api/v1/models?limit=100&nsfw=true&ids=${some.join(",")}`),
        ),
      );
      return new Map(
        pages.flatMap(({ items }) => items).map((one) => [one.id, one.modelVersions.map(({ name }) => name)]),
      );
    },
    enabled: ids.length > 0,
    placeholderData: (before) => before,
    // It is a mark beside the results: without it they are worth as much.
    retry: false,
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<number, readonly string[]> = new Map();

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
