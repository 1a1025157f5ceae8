import "@/text/en/generate";
import { Box, Modal, SegmentedControl, SimpleGrid, Slider, Stack } from "@mantine/core";
import { useState } from "react";
import { t } from "@/text";
import type { Generation, Output } from "../types";
import { OutputMedia } from "./OutputMedia";

/** A result with the generation that it is of. */
export interface Compared {
  row: Generation;
  output: Output;
}

/** Two results, beside each other or one over the other with a slider; what is blurred stays so until it is asked for. */
export function Compare({ pair, onClose }: { pair: readonly [Compared, Compared]; onClose: () => void }) {
  const [how, setHow] = useState("over");
  const [place, setPlace] = useState(50);
  const [one, other] = pair;
  const nameOf = (at: number) => t("generate.compare.side", { number: at });
  const first = <OutputMedia output={one.output} media={one.row.media} alt={nameOf(1)} fit="contain" />;
  const second = <OutputMedia output={other.output} media={other.row.media} alt={nameOf(2)} fit="contain" />;
  // A lid over the one below would take its button away.
  const isOver = how === "over";
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t("generate.compare.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack h="calc(100dvh - 110px)">
        <SegmentedControl
          aria-label={t("generate.compare.how")}
          data={[
            { value: "over", label: t("generate.compare.over") },
            { value: "beside", label: t("generate.compare.beside") },
          ]}
          value={how}
          onChange={setHow}
        />
        {isOver ? (
          <>
            <Box pos="relative" style={{ flex: 1, minHeight: 0 }} data-compare={place}>
              <Box pos="absolute" inset={0} style={{ clipPath: `inset(0 0 0 ${place}%)` }}>
                {second}
              </Box>
              <Box pos="absolute" inset={0} style={{ clipPath: `inset(0 ${100 - place}% 0 0)` }}>
                {first}
              </Box>
              <Box
                pos="absolute"
                top={0}
                bottom={0}
                left={`${place}%`}
                w={2}
                bg="var(--mantine-primary-color-filled)"
                style={{ pointerEvents: "none" }}
              />
            </Box>
            <Slider
              mb="xs"
              thumbLabel={t("generate.compare.slider")}
              label={null}
              min={0}
              max={100}
              value={place}
              onChange={setPlace}
            />
          </>
        ) : (
          <SimpleGrid cols={2} style={{ flex: 1, minHeight: 0 }}>
            <Box mih={0}>{first}</Box>
            <Box mih={0}>{second}</Box>
          </SimpleGrid>
        )}
      </Stack>
    </Modal>
  );
}
