import { SimpleGrid, Skeleton, Stack } from "@mantine/core";

/** The shape of a page before there is anything to show. */
export function PageSkeleton() {
  return (
    <Stack aria-busy="true">
      <Skeleton h={34} w={220} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
        {Array.from({ length: 8 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={index} h={180} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
