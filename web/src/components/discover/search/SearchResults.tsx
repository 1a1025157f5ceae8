import "@/text/en/discover";
import { Alert, Button, Group, SimpleGrid, Skeleton, Text, VisuallyHidden } from "@mantine/core";
import { IconPlugConnectedX, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { t } from "@/text";
import { FoundCard } from "./FoundCard";
import { askAnew, type Filters, SOURCES, searchQuery, silentSources, uniqueModels } from "./query";
import { useHere } from "./useHere";

const COLUMNS = { base: 1, xs: 2, md: 3, xl: 4 };

/** What the sources have, page after page; a source that fails is told beside the results of the other. */
export function SearchResults({ filters }: { filters: Filters }) {
  const client = useQueryClient();
  const search = useInfiniteQuery(searchQuery(filters));
  const pages = search.data?.pages ?? [];
  const models = uniqueModels(pages);
  // What a source was asked minutes ago does not know what arrived since.
  const here = useHere(
    models.filter(({ source, in_library }) => source === "civitai" && !in_library).map(({ id }) => Number(id)),
  );
  const retry = () => void askAnew(client);

  if (search.isPending)
    return (
      <SimpleGrid cols={COLUMNS} aria-busy="true">
        {Array.from({ length: 8 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={at} h={250} />
        ))}
      </SimpleGrid>
    );
  if (search.isError && !search.isFetchNextPageError)
    return <ErrorPanel error={search.error} doing={t("discover.doing")} onRetry={retry} />;
  const silent = silentSources(pages);
  return (
    <>
      <VisuallyHidden role="status">{t("discover.found", { count: models.length })}</VisuallyHidden>
      {silent.map(({ source, error }) => (
        <Alert
          key={source}
          color="orange"
          role="alert"
          icon={<IconPlugConnectedX aria-hidden />}
          title={t("discover.silent", { source: SOURCES[source] ?? source })}
        >
          <Text size="sm">{error?.message}</Text>
          {error?.resolution_steps.map((step) => (
            <Text key={step} size="sm">
              {step}
            </Text>
          ))}
          <Button size="compact-sm" variant="light" color="orange" mt="xs" onClick={retry}>
            {t("error.retry")}
          </Button>
        </Alert>
      ))}
      {models.length === 0 && silent.length < Object.keys(SOURCES).length && (
        <EmptyState icon={<IconSearchOff aria-hidden />} title={t("discover.none")}>
          {t("discover.none_how")}
        </EmptyState>
      )}
      <SimpleGrid cols={COLUMNS} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {models.map((model) => (
          <li
            key={`${model.source} ${model.id}`}
            style={{ contentVisibility: "auto", containIntrinsicSize: "auto 250px" }}
          >
            <FoundCard model={model} isHere={model.in_library || here.has(Number(model.id))} />
          </li>
        ))}
      </SimpleGrid>
      {search.isFetchNextPageError && (
        <ErrorPanel error={search.error} doing={t("discover.doing_more")} onRetry={() => void search.fetchNextPage()} />
      )}
      {search.hasNextPage && !search.isFetchNextPageError && (
        <More isFetching={search.isFetchingNextPage} onMore={() => void search.fetchNextPage()} />
      )}
    </>
  );
}

/** Fetches more when it comes near the screen; for those who do not scroll it is a button. */
function More({ isFetching, onMore }: { isFetching: boolean; onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (!place.current || isFetching) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: "400px",
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isFetching]);
  return (
    <Group ref={place} justify="center" p="md">
      <Button variant="default" loading={isFetching} onClick={onMore}>
        {t("discover.more")}
      </Button>
    </Group>
  );
}
