import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/client";

/** What was asked of the server. Events say when an answer is old; until then it is shown at once. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (times, problem) => times < 2 && problem instanceof ApiError && problem.retryable,
        retryDelay: (times) => 500 * 2 ** times,
      },
    },
  });
}
