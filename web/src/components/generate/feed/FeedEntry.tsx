import "@/text/en/generate";
import { ActionIcon, Badge, Button, Checkbox, Group, Paper, SimpleGrid, Text, Tooltip } from "@mantine/core";
import { IconHeart, IconHeartFilled, IconRepeat, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ago } from "@/lib/format";
import { t } from "@/text";
import { moneyOf } from "../queue/money";
import { titleOf } from "../queue/QueueRow";
import type { Generation, Output } from "../types";
import { changeGeneration, removeGeneration } from "./actions";
import { OutputTile } from "./OutputTile";
import { UnlockButton } from "./UnlockButton";
import { Words } from "./Words";

/** What the feed does with its entries. */
export interface EntryActions {
  isSelected: (row: Generation) => boolean;
  onSelect: (row: Generation) => void;
  isCompared: (output: Output) => boolean;
  onCompare: (row: Generation, output: Output) => void;
  onZoom: (row: Generation, output: Output) => void;
  onAgain: (row: Generation) => void;
  onSend: (row: Generation, output: Output, workflow: string) => void;
}

/** A generation that is done, with its results. */
export function FeedEntry({ row, actions }: { row: Generation; actions: EntryActions }) {
  const client = useQueryClient();
  const title = titleOf(row);
  const wide = row.media === "audio" || row.media === "text";
  return (
    <Paper withBorder p="sm" component="article" aria-label={title} data-generation={row.id}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs" mb="xs">
        <Group gap="xs" wrap="nowrap" align="flex-start" style={{ minWidth: 0 }}>
          <Checkbox
            mt={2}
            size="xs"
            aria-label={t("generate.feed.select", { title })}
            checked={actions.isSelected(row)}
            onChange={() => actions.onSelect(row)}
          />
          <div style={{ minWidth: 0 }}>
            <Text size="sm" lineClamp={2} title={title}>
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {[row.workflow, row.ecosystem, ago(row.finished_at ?? row.updated_at), moneyOf(row)]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </div>
        </Group>
        <Group gap={2} wrap="nowrap">
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconRepeat size={14} aria-hidden />}
            aria-label={t("generate.feed.again_of", { title })}
            onClick={() => actions.onAgain(row)}
          >
            {t("generate.feed.again")}
          </Button>
          <Act
            label={t(row.favourite ? "generate.feed.unfavourite" : "generate.feed.favourite", { title })}
            isOn={row.favourite}
            onClick={() => void changeGeneration(client, row, { favourite: !row.favourite })}
          >
            {row.favourite ? <IconHeartFilled size={16} aria-hidden /> : <IconHeart size={16} aria-hidden />}
          </Act>
          <Act label={t("generate.feed.remove", { title })} onClick={() => void removeGeneration(client, row)}>
            <IconTrash size={16} aria-hidden />
          </Act>
        </Group>
      </Group>
      {row.outputs.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("generate.feed.no_outputs")}
        </Text>
      )}
      <SimpleGrid cols={wide ? 1 : { base: 2, xs: 3 }} spacing="xs">
        {row.outputs.map((output) => (
          <OutputTile
            key={output.id}
            row={row}
            output={output}
            isCompared={actions.isCompared(output)}
            onZoom={() => actions.onZoom(row, output)}
            onCompare={() => actions.onCompare(row, output)}
            onSend={(workflow) => actions.onSend(row, output, workflow)}
          />
        ))}
      </SimpleGrid>
      {row.notes.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {row.notes.join(" ")}
        </Text>
      )}
      <Group gap={6} mt={6}>
        <UnlockButton row={row} />
        {row.unlockable && <Badge variant="default">{t("generate.unlock.withheld")}</Badge>}
        <Words row={row} />
      </Group>
    </Paper>
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
    <Tooltip label={label} multiline maw={280} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color={isOn ? "red" : "gray"}
        aria-label={label}
        aria-pressed={isOn}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
