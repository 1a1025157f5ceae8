import "@/text/en/generate";
import { ActionIcon, Box, Group, Menu, Text, Tooltip } from "@mantine/core";
import { IconArrowsDiff, IconSend, IconZoomIn } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { duration } from "@/lib/format";
import { t } from "@/text";
import { mediaName } from "../form/WorkflowChoice";
import { workflowsQuery } from "../queries";
import type { Generation, Output } from "../types";
import { kindOf, OutputMedia } from "./OutputMedia";

// A workflow's word begins with what it takes: `img2vid`, `vid2vid:upscale`.
const TAKES: Record<string, string> = { image: "img2", video: "vid2" };

/** A result with what can be done with it. */
export function OutputTile({
  row,
  output,
  isCompared,
  onZoom,
  onCompare,
  onSend,
}: {
  row: Generation;
  output: Output;
  isCompared: boolean;
  onZoom: () => void;
  onCompare: () => void;
  onSend: (workflow: string) => void;
}) {
  const name = t("generate.output", { number: output.number });
  const kind = kindOf(output, row.media);
  return (
    <Box>
      <Box h={150} style={{ borderRadius: "var(--mantine-radius-sm)", overflow: "hidden" }} data-output={output.id}>
        <OutputMedia output={output} media={row.media} alt={name} />
      </Box>
      {output.url && (
        <Group gap={2} mt={2} wrap="nowrap" justify="space-between">
          <Group gap={2} wrap="nowrap">
            {(kind === "image" || kind === "video") && (
              <Act label={t("generate.zoom", { name })} onClick={onZoom}>
                <IconZoomIn size={16} aria-hidden />
              </Act>
            )}
            {kind === "image" && (
              <Act label={t("generate.compare.add", { name })} isOn={isCompared} onClick={onCompare}>
                <IconArrowsDiff size={16} aria-hidden />
              </Act>
            )}
            <SendMenu kind={kind} name={name} onSend={onSend} />
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {output.duration ? duration(output.duration) : output.width ? `${output.width} × ${output.height}` : ""}
          </Text>
        </Group>
      )}
    </Box>
  );
}

function SendMenu({ kind, name, onSend }: { kind: string; name: string; onSend: (workflow: string) => void }) {
  const { data } = useQuery(workflowsQuery);
  const begins = TAKES[kind];
  const able = begins
    ? (data?.items ?? []).filter((one) => one.is_offered && one.gate !== "disabled" && one.key.startsWith(begins))
    : [];
  if (able.length === 0) return null;
  const media = [...new Set(able.map((one) => one.media[0] ?? ""))];
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("generate.send", { name })}>
          <IconSend size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {media.map((one) => [
          <Menu.Label key={one}>{mediaName(one)}</Menu.Label>,
          ...able
            .filter((row) => (row.media[0] ?? "") === one)
            .map((row) => (
              <Menu.Item
                key={row.key}
                aria-label={t("generate.send.to", { name: row.name })}
                onClick={() => onSend(row.key)}
              >
                {row.name}
              </Menu.Item>
            )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}

function Act({
  label,
  isOn,
  onClick,
  children,
}: {
  label: string;
  isOn?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant={isOn ? "filled" : "subtle"}
        color={isOn ? undefined : "gray"}
        aria-label={label}
        aria-pressed={isOn}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
