import { Skeleton, Stack, Text } from "@mantine/core";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";

interface PartProps<T> {
  // biome-ignore lint/suspicious/noExplicitAny: keys and errors of any kind
  query: UseQueryOptions<T, any, T, any>;
  /** What could not be done when it fails. */
  doing: string;
  /** Said when there is nothing. */
  empty?: string;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

/** Something that is asked of the server when it is looked at: its shape, its failure, its emptiness, and itself. */
export function Part<T>({ query, doing, empty, isEmpty, children }: PartProps<T>) {
  const { data, error, refetch } = useQuery(query);
  if (error) return <ErrorPanel error={error} doing={doing} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Stack gap="xs" aria-busy="true">
        <Skeleton h={22} w="60%" />
        <Skeleton h={60} />
        <Skeleton h={60} />
      </Stack>
    );
  if (empty && isEmpty?.(data))
    return (
      <Text size="sm" c="dimmed" py="md">
        {empty}
      </Text>
    );
  return children(data);
}

/** Names and values, one below the other. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl style={{ display: "grid", gridTemplateColumns: "minmax(90px, 30%) 1fr", gap: "6px 12px", margin: 0 }}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <Text size="sm" c="dimmed" component="dt">
              {name}
            </Text>
            <Text size="sm" component="dd" m={0} style={{ overflowWrap: "anywhere" }}>
              {value}
            </Text>
          </div>
        ))}
    </dl>
  );
}
