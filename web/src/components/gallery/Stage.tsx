import "@/text/en/gallery";
import { ActionIcon, Alert, Anchor, Center, Group, Text, Tooltip } from "@mantine/core";
import { IconZoomIn, IconZoomOut, IconZoomReset } from "@tabler/icons-react";
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { t } from "@/text";
import css from "./gallery.module.css";
import type { KnownPicture } from "./queries";
import { isVideo, nameOf } from "./recipe";

const STEPS = [1, 1.5, 2, 3, 4, 6, 8];

/** The picture or video itself, as large as there is room, and larger when somebody wants. */
export function Stage({ picture }: { picture: KnownPicture }) {
  const [failed, setFailed] = useState(false);
  const address = `/api/pictures/${picture.id}/file`;
  const name = nameOf(picture.path);
  return (
    <Leveled display={picture.display as Display} level={picture.level}>
      {failed ? (
        <Center h="100%" p="md">
          <Alert color="orange" title={t("gallery.no_show")} role="alert">
            <Text size="sm">{picture.problem ?? t("gallery.no_show_why")}</Text>
            <Anchor href={address} download={name} size="sm">
              {t("gallery.save_file")}
            </Anchor>
          </Alert>
        </Center>
      ) : isVideo(picture.image?.format) ? (
        <div className={css.scroller}>
          {/* biome-ignore lint/a11y/useMediaCaption: what a model made has no words to show */}
          <video
            className={css.large}
            src={address}
            poster={picture.thumbnail ?? undefined}
            controls
            loop
            playsInline
            aria-label={name}
            onError={() => setFailed(true)}
          />
        </div>
      ) : (
        <Zoomed address={address} name={name} onFail={() => setFailed(true)} />
      )}
    </Leveled>
  );
}

function Zoomed({ address, name, onFail }: { address: string; name: string; onFail: () => void }) {
  const [step, setStep] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const zoom = STEPS[step] ?? 1;
  const further = (by: number) => setStep((old) => Math.min(STEPS.length - 1, Math.max(0, old + by)));

  // What is in the middle stays there.
  const before = useRef(1);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const factor = zoom / before.current;
    before.current = zoom;
    box.scrollLeft = (box.scrollLeft + box.clientWidth / 2) * factor - box.clientWidth / 2;
    box.scrollTop = (box.scrollTop + box.clientHeight / 2) * factor - box.clientHeight / 2;
  }, [zoom]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest("input, textarea")) return;
      if (event.key === "+" || event.key === "=") further(1);
      else if (event.key === "-") further(-1);
      else if (event.key === "0") setStep(0);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    // Fingers scroll by themselves.
    if (zoom === 1 || event.pointerType !== "mouse" || event.buttons !== 1) return;
    event.currentTarget.scrollLeft -= event.movementX;
    event.currentTarget.scrollTop -= event.movementY;
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same by keys and buttons */}
      <div
        ref={scroller}
        className={css.scroller}
        data-zoomed={zoom > 1 || undefined}
        tabIndex={zoom > 1 ? 0 : undefined}
        onPointerMove={drag}
        onDoubleClick={() => setStep((old) => (old === 0 ? 2 : 0))}
      >
        <img
          ref={image}
          className={css.large}
          src={address}
          alt={name}
          draggable={false}
          style={zoom > 1 ? { width: zoom * fitWidth(image.current, scroller.current) } : undefined}
          onError={onFail}
        />
      </div>
      <Group gap={2} className={css.tools} wrap="nowrap">
        <Tool label={t("gallery.smaller")} off={step === 0} onClick={() => further(-1)}>
          <IconZoomOut size={18} aria-hidden />
        </Tool>
        <Text size="xs" w={44} ta="center" role="status">
          {Math.round(zoom * 100)} %
        </Text>
        <Tool label={t("gallery.larger")} off={step === STEPS.length - 1} onClick={() => further(1)}>
          <IconZoomIn size={18} aria-hidden />
        </Tool>
        <Tool label={t("gallery.fit")} off={step === 0} onClick={() => setStep(0)}>
          <IconZoomReset size={18} aria-hidden />
        </Tool>
      </Group>
    </>
  );
}

interface ToolProps {
  label: string;
  off: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, off, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={off} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** How wide a picture is that fits into a box, and no larger than it is. */
function fitWidth(image: HTMLImageElement | null, box: HTMLElement | null): number {
  if (!image || !box) return 0;
  const { naturalWidth: width, naturalHeight: height } = image;
  return width * Math.min(1, box.clientWidth / (width || 1), box.clientHeight / (height || 1));
}
