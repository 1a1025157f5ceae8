import "@/text/en/generate";
import { Anchor, Center, Text } from "@mantine/core";
import { IconCube, IconDownload } from "@tabler/icons-react";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { t } from "@/text";
import type { Output } from "../types";

/** What kind of element shows a result, by what its bytes are; of what is unknown, by what was wanted. */
export function kindOf(output: Output, media: string): string {
  const type = output.media_type?.split("/")[0];
  return type === "image" || type === "video" || type === "audio" ? type : media;
}

/** A result as its level lets it be shown; video and sound wait until somebody plays them. */
export function OutputMedia({
  output,
  media,
  alt,
  fit = "cover",
}: {
  output: Output;
  media: string;
  alt: string;
  fit?: "cover" | "contain";
}) {
  if (output.blocked_reason || (!output.available && output.display !== "hide"))
    return (
      <Said>
        {output.blocked_reason ? t("generate.withheld", { reason: output.blocked_reason }) : t("generate.not_here")}
      </Said>
    );
  return (
    <Leveled display={output.display as Display} level={output.level}>
      <Bare output={output} media={media} alt={alt} fit={fit} />
    </Leveled>
  );
}

function Bare({ output, media, alt, fit }: { output: Output; media: string; alt: string; fit: "cover" | "contain" }) {
  const url = output.url ?? undefined;
  const whole = { width: "100%", height: "100%", objectFit: fit, display: "block" } as const;
  switch (kindOf(output, media)) {
    case "image":
      return <img src={url} alt={alt} loading="lazy" decoding="async" style={whole} />;
    case "video":
      return <video src={url} controls muted preload="metadata" aria-label={alt} style={whole} />;
    case "audio":
      return (
        <Center h="100%" p="xs">
          {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what is sung */}
          <audio src={url} controls preload="metadata" aria-label={alt} style={{ width: "100%" }} />
        </Center>
      );
    default:
      return (
        <Said>
          <IconCube size={28} aria-hidden />
          <Anchor href={url} download size="sm">
            <IconDownload size={14} aria-hidden /> {alt}
          </Anchor>
        </Said>
      );
  }
}

function Said({ children }: { children: React.ReactNode }) {
  return (
    <Center h="100%" p="xs" bg="var(--mantine-color-default-hover)" style={{ flexDirection: "column" }}>
      <Text size="xs" c="dimmed" ta="center" component="div">
        {children}
      </Text>
    </Center>
  );
}
