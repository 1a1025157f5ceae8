import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";

/** What was asked of the server; its shape while it comes, and why it did not come. */
export function Loaded<T>({
  query,
  doing,
  rows = 3,
  children,
}: {
  query: UseQueryResult<T>;
  doing: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  // A failed look again counts: what was known before is no answer to what was asked now.
  if (query.isError) return <ErrorPanel error={query.error} doing={doing} onRetry={() => void query.refetch()} />;
  if (query.data === undefined)
    return (
      <Stack gap="xs" aria-busy="true">
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={index} h={44} />
        ))}
      </Stack>
    );
  return children(query.data);
}
