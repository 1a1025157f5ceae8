import "@/text/en/gallery";
import { ActionIcon, Anchor, Group, Modal, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconWand } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageButton } from "@/components/parts/PageLink";
import { moment } from "@/lib/format";
import { t } from "@/text";
import css from "./gallery.module.css";
import { type Filters, type KnownPicture, type Picture, pictureQuery, usePictures } from "./queries";
import { RecipeDetails } from "./RecipeDetails";
import { describeFile, nameOf } from "./recipe";
import { Stage } from "./Stage";

interface Props {
  id: number;
  /** Where it stood in the list when it was opened. */
  at: number | undefined;
  filters: Filters;
  onGo: (picture: Picture, at: number) => void;
  onClose: () => void;
}

// How far around its place a picture is looked for: others came or went meanwhile.
const AROUND = 60;

/** One picture by itself, with how it was made; arrow keys lead to its neighbours. */
export function Lightbox({ id, at, filters, onGo, onClose }: Props) {
  const { data, error, refetch } = useQuery(pictureQuery(id));
  const list = usePictures(filters, (at ?? 0) - AROUND, (at ?? 0) + AROUND);
  const here = placeOf(id, at ?? 0, list.at);
  const [before, after] = here === undefined ? [] : [list.at(here - 1), list.at(here + 1)];
  const go = (picture: Picture | undefined, by: number) => {
    if (picture && here !== undefined) onGo(picture, here + by);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target as HTMLElement)) return;
      if (event.key === "ArrowLeft") go(before, -1);
      else if (event.key === "ArrowRight") go(after, 1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      transitionProps={{ duration: 0 }}
      classNames={{ content: css.boxContent, body: css.boxBody }}
      closeButtonProps={{ "aria-label": t("gallery.close") }}
      title={
        <Group gap="xs" wrap="nowrap">
          <Text fw={600} truncate maw="60vw">
            {data ? nameOf(data.path) : t("gallery.picture")}
          </Text>
          {here !== undefined && list.total !== undefined && (
            <Text size="sm" c="dimmed" visibleFrom="xs">
              {t("gallery.place", { at: here + 1, total: list.total })}
            </Text>
          )}
        </Group>
      }
    >
      <div className={css.lightbox}>
        <div className={css.stage}>
          {error ? (
            <ErrorPanel error={error} doing={t("gallery.opening")} onRetry={() => void refetch()} />
          ) : data ? (
            <Stage key={id} picture={data} />
          ) : (
            <Skeleton h="100%" radius={0} aria-busy="true" />
          )}
          {/* They stay while the next one is on its way, and so does the focus. */}
          <ActionIcon
            className={css.before}
            variant="default"
            size="lg"
            radius="xl"
            aria-label={t("gallery.before")}
            disabled={!before}
            onClick={() => go(before, -1)}
          >
            <IconChevronLeft size={20} aria-hidden />
          </ActionIcon>
          <ActionIcon
            className={css.after}
            variant="default"
            size="lg"
            radius="xl"
            aria-label={t("gallery.after")}
            disabled={!after}
            onClick={() => go(after, 1)}
          >
            <IconChevronRight size={20} aria-hidden />
          </ActionIcon>
        </div>
        {data ? (
          <Side key={id} picture={data} />
        ) : (
          <Stack p="md" aria-busy={!error}>
            {!error && <Skeleton h={220} />}
          </Stack>
        )}
      </div>
      <VisuallyHidden role="status">
        {data && here !== undefined && list.total !== undefined
          ? `${nameOf(data.path)}, ${t("gallery.place", { at: here + 1, total: list.total })}`
          : ""}
      </VisuallyHidden>
    </Modal>
  );
}

function Side({ picture }: { picture: KnownPicture }) {
  return (
    <aside className={css.side} aria-label={t("gallery.how")}>
      <Stack gap="md">
        {(picture.prompt || picture.generator) && (
          <PageButton
            to="/generate"
            search={{ picture: String(picture.id) }}
            leftSection={<IconWand size={16} aria-hidden />}
          >
            {t("gallery.use")}
          </PageButton>
        )}
        {picture.problem && <ErrorPanel error={new Error(picture.problem)} doing={t("gallery.reading")} />}
        <RecipeDetails recipe={picture} pictureId={picture.id} />
        <section>
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {picture.folder}/{picture.path}
          </Text>
          <Text size="xs" c="dimmed">
            {describeFile(picture.image, picture.size)} · {moment(picture.modified_at)}
          </Text>
          {picture.thumbnail_problem && (
            <Text size="xs" c="dimmed">
              {t("gallery.thumbnail_problem", { why: picture.thumbnail_problem })}
            </Text>
          )}
          {picture.display !== "hide" && (
            <Anchor size="xs" href={`/api/pictures/${picture.id}/file`} download={nameOf(picture.path)}>
              {t("gallery.save_file")}
            </Anchor>
          )}
        </section>
      </Stack>
    </aside>
  );
}

/** Where a picture is now; undefined when it is not near its place any more. */
function placeOf(id: number, at: number, find: (index: number) => Picture | undefined): number | undefined {
  for (let distance = 0; distance <= AROUND; distance++)
    for (const index of [at + distance, at - distance]) if (index >= 0 && find(index)?.id === id) return index;
  return undefined;
}

/** Whether arrow keys mean something to what has the focus: words, a film, a picture that is larger than its place. */
const isBusy = (element: HTMLElement): boolean =>
  element.closest("input, textarea, select, video, [data-zoomed]") !== null;
