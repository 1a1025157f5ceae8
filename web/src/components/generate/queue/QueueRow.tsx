import "@/text/en/generate";
import { ActionIcon, Alert, Badge, Button, Group, List, Paper, Progress, Text, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconRefresh, IconTrash, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { ago } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { removeGeneration } from "../feed/actions";
import { UnlockButton } from "../feed/UnlockButton";
import type { Generation } from "../types";
import { moneyOf } from "./money";

const STATES: Record<string, TextKey> = {
  queued: "generate.state.queued",
  running: "generate.state.running",
  paused: "generate.state.paused",
  completed: "generate.state.completed",
  failed: "generate.state.failed",
  cancelled: "generate.state.cancelled",
};
const COLORS: Record<string, string> = { failed: "red", cancelled: "gray", running: "blue" };

export const titleOf = (row: Generation): string => {
  const { prompt } = row.form as { prompt?: unknown };
  return typeof prompt === "string" && prompt ? prompt : [row.workflow, row.ecosystem].filter(Boolean).join(" · ");
};
const isOpen = (row: Generation): boolean => ["queued", "running", "paused"].includes(row.state);

/** One that waits, runs or came to nothing: how far it is, what it costs, and what can be done about it. */
export function QueueRow({ row, place, places }: { row: Generation; place?: number; places: number }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["generation"] });
  const path = { id: row.id };
  const act = useMutation({
    mutationFn: async ({ what, position }: { what: "retry" | "cancel" | "move"; position?: number }) => {
      if (what === "retry") await body(api.POST("/api/generation/queue/{id}/retry", { params: { path } }));
      else if (what === "cancel") await body(api.POST("/api/generation/queue/{id}/cancel", { params: { path } }));
      else
        await body(
          api.PUT("/api/generation/queue/{id}/position", { params: { path }, body: { position: position ?? 1 } }),
        );
    },
    onSuccess: refresh,
    onError: (problem, { what }) => tellError(problem, t(`generate.queue.${what}.doing`)),
  });
  const isBusy = act.isPending;
  const title = titleOf(row);
  const percent = Math.round((row.progress ?? 0) * 100);
  return (
    <Paper withBorder p="sm" data-generation={row.id} data-state={row.state} role="listitem">
      <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" lineClamp={2} fw={600}>
            {title}
          </Text>
          <Group gap={6}>
            <Badge size="sm" variant="light" color={COLORS[row.state] ?? "grape"} autoContrast>
              {STATES[row.state] ? t(STATES[row.state] as TextKey) : row.state}
            </Badge>
            {place !== undefined && (
              <Text size="xs" c="dimmed">
                {t("generate.queue.place", { place })}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {row.status ? `${row.status} · ` : ""}
              {ago(row.created_at)}
            </Text>
          </Group>
        </div>
        <Group gap={4} wrap="nowrap">
          {place !== undefined && places > 1 && (
            <>
              <IconButton
                label={t("generate.queue.up", { title })}
                disabled={place === 1 || isBusy}
                onClick={() => act.mutate({ what: "move", position: place - 1 })}
              >
                <IconArrowUp size={16} aria-hidden />
              </IconButton>
              <IconButton
                label={t("generate.queue.down", { title })}
                disabled={place === places || isBusy}
                onClick={() => act.mutate({ what: "move", position: place + 1 })}
              >
                <IconArrowDown size={16} aria-hidden />
              </IconButton>
            </>
          )}
          {isOpen(row) && (
            <IconButton
              label={t("generate.queue.cancel", { title })}
              disabled={isBusy}
              onClick={() => act.mutate({ what: "cancel" })}
            >
              <IconX size={16} aria-hidden />
            </IconButton>
          )}
          {!isOpen(row) && (
            <IconButton label={t("generate.feed.remove", { title })} onClick={() => void removeGeneration(client, row)}>
              <IconTrash size={16} aria-hidden />
            </IconButton>
          )}
        </Group>
      </Group>
      {isOpen(row) && (
        <Progress
          mt="xs"
          value={percent}
          animated={row.state === "running"}
          aria-label={t("generate.queue.progress", { title })}
        />
      )}
      {row.error && (
        <Alert color={row.state === "cancelled" ? "gray" : "red"} mt="xs" p="xs">
          <Text size="sm">{row.error.message}</Text>
          {(row.error.resolution_steps?.length ?? 0) > 0 && (
            <List size="xs">
              {row.error.resolution_steps.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
      <Group gap="xs" mt={4} justify="space-between">
        <Text size="xs" c="dimmed">
          {moneyOf(row)}
        </Text>
        {(row.state === "failed" || row.state === "cancelled") && (
          <Group gap={4}>
            <UnlockButton row={row} />
            <Button
              size="compact-xs"
              variant="light"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={isBusy}
              aria-label={t("generate.queue.retry_of", { title })}
              onClick={() => act.mutate({ what: "retry" })}
            >
              {t("generate.queue.retry")}
            </Button>
          </Group>
        )}
      </Group>
      {(row.state === "failed" || row.state === "cancelled") && (
        <Text size="xs" c="dimmed">
          {row.workflow_id ? t("generate.queue.retry.paid") : t("generate.queue.retry.unpaid")}
        </Text>
      )}
    </Paper>
  );
}

function IconButton({
  label,
  disabled,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={label} multiline maw={280} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
