import { useInfiniteQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** What of the feed is wanted. */
export interface FeedWish {
  media?: string;
  workflow?: string;
  favourite?: boolean;
  tag?: string;
}

const PAGE = 20;

/** What is done, the newest first, a page at a time. */
export function useFeed(wish: FeedWish, enabled = true) {
  return useInfiniteQuery({
    queryKey: ["feed", wish],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/generation/feed", {
          params: { query: { ...wish, limit: PAGE, cursor: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  });
}
