import "@/text/en/generate";
import { ActionIcon, Box, Center, Image, Text } from "@mantine/core";
import { IconMovie, IconPhoto, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Doc } from "@/api/client";
import { LEVELS, levelsQuery } from "@/app/levels";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { t } from "@/text";
import { previewOf } from "../pictureStore";
import type { Source } from "../types";

/** A picture that a form has, with a way to take it out. */
export function SourcePicture({
  source,
  label,
  isVideo,
  onRemove,
}: {
  source: Source;
  label: string;
  isVideo?: boolean;
  onRemove: () => void;
}) {
  const { data: preview } = useQuery({
    queryKey: ["generate", "preview", source.preview ?? source.url],
    queryFn: async () => (await previewOf(source)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data: levels } = useQuery({ ...levelsQuery, enabled: source.preview !== undefined });
  const place = { w: 96, h: 96, radius: "sm" } as const;
  return (
    <Box pos="relative" w={96}>
      {preview ? (
        <Box h={96}>
          <Leveled display={displayOf(source, levels)} level={source.level}>
            {isVideo ? (
              <video src={preview} width={96} height={96} muted controls aria-label={label} />
            ) : (
              <Image {...place} src={preview} alt={label} fit="cover" />
            )}
          </Leveled>
        </Box>
      ) : (
        <Center {...place} bg="var(--mantine-color-default-hover)">
          {isVideo ? <IconMovie aria-hidden /> : <IconPhoto aria-hidden />}
        </Center>
      )}
      <ActionIcon
        pos="absolute"
        top={2}
        right={2}
        size="sm"
        variant="default"
        aria-label={t("generate.pictures.remove", { name: label })}
        onClick={onRemove}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
      <Text size="xs" truncate title={source.name}>
        {label}
      </Text>
      {source.width && source.height && (
        <Text size="xs" c="dimmed">
          {source.width} × {source.height}
        </Text>
      )}
    </Box>
  );
}

const WORDS: readonly string[] = LEVELS;

// By the limits of now: a form keeps its sources, and limits change.
function displayOf(source: Source, levels: Doc<"GenerationLevelsDocument"> | undefined): Display {
  // A picture of the person's own is no result.
  if (source.preview === undefined) return "show";
  const rated = WORDS.indexOf(source.level?.toLowerCase() ?? "");
  // What nobody rated counts as r; until the limit is known nothing above the mildest is shown.
  if ((rated < 0 ? WORDS.indexOf("r") : rated) <= WORDS.indexOf(levels?.browsing_limit ?? "pg")) return "show";
  return levels?.above === "hide" ? "hide" : "blur";
}
