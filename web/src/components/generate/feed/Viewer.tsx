import "@/text/en/generate";
import { ActionIcon, Box, Group, Modal, Text } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect } from "react";
import { t } from "@/text";
import type { Generation, Output } from "../types";
import { kindOf, OutputMedia } from "./OutputMedia";
import { useZoom } from "./useZoom";

/** A result, large: one that is blurred stays so until somebody asks for it. */
export function Viewer({
  row,
  output,
  onStep,
  onClose,
}: {
  row: Generation;
  output: Output;
  /** Goes to the one before (-1) or after (1). */
  onStep: (by: -1 | 1) => void;
  onClose: () => void;
}) {
  const { view, closer, farther, whole, move, handlers } = useZoom();
  const name = t("generate.output", { number: output.number });
  const isPicture = kindOf(output, row.media) === "image";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result begins whole
  useEffect(() => whole(), [output.id, whole]);

  const keys = new Map<string, () => void>([
    ["+", closer],
    ["=", closer],
    ["-", farther],
    ["0", whole],
    ["ArrowLeft", () => (view.scale > 1 ? move(60, 0) : onStep(-1))],
    ["ArrowRight", () => (view.scale > 1 ? move(-60, 0) : onStep(1))],
    ["ArrowUp", () => move(0, 60)],
    ["ArrowDown", () => move(0, -60)],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys.get(event.key);
    // A video's own keys are its own.
    if (!act || (event.target as HTMLElement).tagName === "VIDEO") return;
    event.preventDefault();
    act();
  };

  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={name}
      closeButtonProps={{ "aria-label": t("close") }}
      onKeyDown={onKeyDown}
      styles={{ body: { height: "calc(100dvh - 76px)", display: "flex", flexDirection: "column" } }}
    >
      <Box
        style={{
          flex: 1,
          minHeight: 0,
          overflow: "hidden",
          touchAction: "none",
          cursor: view.scale > 1 ? "grab" : undefined,
        }}
        {...(isPicture && output.display === "show" ? handlers : {})}
      >
        <Box
          h="100%"
          data-scale={view.scale.toFixed(2)}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <OutputMedia key={output.id} output={output} media={row.media} alt={name} fit="contain" />
        </Box>
      </Box>
      <Group justify="center" gap="xs" pt="xs">
        <Act label={t("generate.viewer.before")} onClick={() => onStep(-1)}>
          <IconChevronLeft size={20} aria-hidden />
        </Act>
        {isPicture && (
          <>
            <Act label={t("generate.viewer.farther")} onClick={farther}>
              <IconZoomOut size={20} aria-hidden />
            </Act>
            <Text size="sm" w={52} ta="center" role="status">
              {Math.round(view.scale * 100)} %
            </Text>
            <Act label={t("generate.viewer.closer")} onClick={closer}>
              <IconZoomIn size={20} aria-hidden />
            </Act>
            <Act label={t("generate.viewer.whole")} onClick={whole}>
              <IconZoomReset size={20} aria-hidden />
            </Act>
          </>
        )}
        {output.url && (
          <ActionIcon
            component="a"
            href={output.url}
            download
            size="lg"
            variant="subtle"
            color="gray"
            aria-label={t("generate.viewer.download")}
          >
            <IconDownload size={20} aria-hidden />
          </ActionIcon>
        )}
        <Act label={t("generate.viewer.after")} onClick={() => onStep(1)}>
          <IconChevronRight size={20} aria-hidden />
        </Act>
      </Group>
      {output.seed != null && (
        <Text size="xs" c="dimmed" ta="center">
          {t("generate.viewer.seed", { seed: String(output.seed) })}
        </Text>
      )}
    </Modal>
  );
}

function Act({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <ActionIcon size="lg" variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
