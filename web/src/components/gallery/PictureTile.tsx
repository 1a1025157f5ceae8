import "@/text/en/gallery";
import { Badge, Center, Skeleton, Text } from "@mantine/core";
import { IconPhotoOff, IconPlayerPlay } from "@tabler/icons-react";
import { memo, useRef, useState } from "react";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { t } from "@/text";
import css from "./gallery.module.css";
import type { Picture } from "./queries";
import { isVideo, nameOf } from "./recipe";

// What a browser shows by itself, for pictures that have no thumbnail; larger ones would make scrolling wait.
const SHOWN = new Set(["png", "jpeg", "webp", "gif", "avif"]);
const MOST = 6 << 20;

interface Props {
  picture: Picture | undefined;
  index: number;
  total: number;
  onOpen: (picture: Picture, index: number) => void;
}

/** One picture of the grid. */
export const PictureTile = memo(function PictureTile({ picture, index, total, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  // Arrow keys come by here also where there is nothing to press: on the way, hidden by its level.
  const place = {
    ref: box,
    className: css.tile,
    role: "listitem",
    "aria-setsize": total,
    "aria-posinset": index + 1,
    "data-index": index,
    tabIndex: -1,
  };
  if (!picture)
    return (
      <div {...place} aria-busy="true">
        <Skeleton h="100%" radius="sm" />
      </div>
    );
  const name = nameOf(picture.path);
  return (
    <div {...place}>
      <Leveled display={picture.display as Display} level={picture.level} onShown={() => focusTile(box.current)}>
        <a
          href={`/gallery?picture=${picture.id}`}
          className={css.link}
          aria-label={picture.prompt ? `${name}: ${picture.prompt.slice(0, 120)}` : name}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onOpen(picture, index);
          }}
        >
          <Still picture={picture} />
          {isVideo(picture.kind) && (
            <Badge className={css.badge} color="dark" leftSection={<IconPlayerPlay size={10} aria-hidden />}>
              {t("gallery.video")}
            </Badge>
          )}
          {picture.prompt && (
            <Text size="xs" className={css.words} lineClamp={2} aria-hidden>
              {picture.prompt}
            </Text>
          )}
        </a>
      </Leveled>
    </div>
  );
});

/** The picture where it can be opened, what shows it where it is blurred, and else the place itself. */
export function focusTile(tile: HTMLElement | null | undefined): void {
  const inside = [...(tile?.querySelectorAll<HTMLElement>("a, button") ?? [])].find((one) => !one.closest("[inert]"));
  (inside ?? tile)?.focus({ preventScroll: true });
}

function Still({ picture }: { picture: Picture }) {
  const [failed, setFailed] = useState(false);
  const { kind } = picture;
  const source =
    picture.thumbnail ??
    (SHOWN.has(kind ?? "") && picture.size <= MOST ? `/api/pictures/${picture.id}/file` : undefined);
  if (isVideo(kind) && !failed)
    return (
      <video
        className={css.still}
        src={`/api/pictures/${picture.id}/file#t=0.1`}
        preload="metadata"
        muted
        playsInline
        tabIndex={-1}
        aria-hidden
        onError={() => setFailed(true)}
      />
    );
  if (source && !failed)
    return (
      <img className={css.still} src={source} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />
    );
  return (
    <Center h="100%" p="xs" className={css.none}>
      <div>
        <IconPhotoOff size={24} aria-hidden />
        <Text size="xs" lineClamp={4}>
          {picture.problem ?? (failed && !isVideo(kind) ? t("gallery.no_show") : t("gallery.no_thumbnail"))}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {nameOf(picture.path)}
        </Text>
      </div>
    </Center>
  );
}
