import "@/text/en/gallery";
import { Button, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFolder, IconPhoto, IconPhotoSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { AddFolder } from "@/components/gallery/AddFolder";
import { FoldersDrawer } from "@/components/gallery/FoldersDrawer";
import { GalleryFilters } from "@/components/gallery/GalleryFilters";
import { IndexProgress } from "@/components/gallery/IndexProgress";
import { Lightbox } from "@/components/gallery/Lightbox";
import { type GridHandle, PictureGrid } from "@/components/gallery/PictureGrid";
import {
  FILTERS,
  type Filters,
  filterKey,
  foldersQuery,
  NOTHING,
  type Picture,
  usePictures,
} from "@/components/gallery/queries";
import { ReadPicture } from "@/components/gallery/ReadPicture";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { useFilters } from "@/lib/useFilters";
import { t } from "@/text";

/** The pictures of the watched folders, how each was made, and the models that it was made with. */
export default function GalleryPage() {
  const [filters, setFilters] = useFilters(FILTERS, filterKey);
  const folders = useQuery(foldersQuery);
  const [isOpen, { open, close }] = useDisclosure();
  const known = folders.data?.folders ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{t("gallery.title")}</Title>
        <Group gap="xs">
          <ReadPicture />
          <Button variant="default" leftSection={<IconFolder size={16} aria-hidden />} onClick={open}>
            {t("gallery.folders")}
          </Button>
        </Group>
      </Group>
      <FoldersDrawer folders={known} opened={isOpen} onClose={close} />
      <IndexProgress />
      {folders.error && (
        <ErrorPanel error={folders.error} doing={t("gallery.listing")} onRetry={() => void folders.refetch()} />
      )}
      {folders.data && known.length === 0 ? (
        <EmptyState icon={<IconPhoto aria-hidden />} title={t("gallery.empty")} action={<AddFolder />}>
          {t("gallery.empty_step")}
        </EmptyState>
      ) : (
        // What somebody is in the middle of stays when the server is away for a moment.
        (folders.data || !folders.error) && (
          <>
            <GalleryFilters filters={filters} onChange={setFilters} folders={known} />
            <Pictures filters={filters} onClear={() => setFilters(NOTHING)} />
          </>
        )
      )}
    </Stack>
  );
}

function Pictures({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const [[from, to], setRange] = useState<[number, number]>([0, 0]);
  const list = usePictures(filters, from, to);
  const grid = useRef<GridHandle>(null);
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const shown = Number(search.picture);
  const at = search.at === undefined ? undefined : Number(search.at);

  const go = useCallback(
    (change: { picture?: string; at?: string }, replace: boolean) =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, ...change }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  const onOpen = useCallback(
    (picture: Picture, index: number) => go({ picture: String(picture.id), at: String(index) }, false),
    [go],
  );
  const onRange = useCallback((first: number, last: number) => setRange([first, last]), []);
  const close = () => {
    go({ picture: undefined, at: undefined }, true);
    if (at !== undefined) setTimeout(() => grid.current?.show(at), 50);
  };

  const isNarrow = FILTERS.some((name) => name !== "sort" && filters[name]);
  return (
    <>
      {list.error ? (
        <ErrorPanel error={list.error} doing={t("gallery.listing")} onRetry={list.retry} />
      ) : list.total === undefined ? (
        <Waiting />
      ) : (
        <>
          <Text size="sm" c="dimmed" role="status">
            {t("gallery.count", { count: list.total })}
          </Text>
          {list.partError !== undefined && list.partError !== null && (
            <ErrorPanel error={list.partError} doing={t("gallery.listing")} onRetry={list.retry} />
          )}
          {list.total === 0 ? (
            <EmptyState
              icon={<IconPhotoSearch aria-hidden />}
              title={isNarrow ? t("gallery.nothing") : t("gallery.no_pictures")}
              action={isNarrow ? <Button onClick={onClear}>{t("gallery.show_all")}</Button> : undefined}
            >
              {isNarrow ? t("gallery.nothing_step") : t("gallery.no_pictures_step")}
            </EmptyState>
          ) : (
            <PictureGrid ref={grid} list={list} total={list.total} onRange={onRange} onOpen={onOpen} />
          )}
        </>
      )}
      {shown > 0 && (
        <Lightbox
          id={shown}
          at={at}
          filters={filters}
          onGo={(picture, index) => go({ picture: String(picture.id), at: String(index) }, true)}
          onClose={close}
        />
      )}
    </>
  );
}

function Waiting() {
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, sm: 4, lg: 6 }} spacing={8} aria-busy="true" aria-label={t("gallery.pictures")}>
      {Array.from({ length: 18 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} h={168} />
      ))}
    </SimpleGrid>
  );
}
