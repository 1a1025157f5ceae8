import "@/text/en/downloads";
import { Button, Group, Paper, Popover, Select, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { useFilters } from "@/lib/useFilters";
import { type TextKey, t } from "@/text";
import { HistoryRow } from "./HistoryRow";
import { type DownloadTask, isOver } from "./tasks";

const OVER = ["completed", "failed", "cancelled"] as const;
const FILTERS = ["status"] as const;
const remembered = () => "berry.downloads.status";

/** What is over: by status, with what came of it, and a way to forget it. */
export function DownloadHistory({
  tasks,
  hasOlder,
  onOlder,
}: {
  tasks: readonly DownloadTask[];
  hasOlder: boolean;
  onOlder: () => void;
}) {
  const [{ status }, setFilters] = useFilters(FILTERS, remembered);
  const wanted = OVER.find((one) => one === status);
  const over = tasks.filter((task) => isOver(task.status));
  const shown = over.filter((task) => !wanted || task.status === wanted);
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("downloads.history")}
        </Title>
        <Group gap="xs">
          <Select
            size="xs"
            w={150}
            aria-label={t("downloads.filter")}
            allowDeselect={false}
            value={wanted ?? "all"}
            onChange={(value) => setFilters({ status: value === "all" ? undefined : (value ?? undefined) })}
            data={["all", ...OVER].map((value) => ({ value, label: t(`downloads.status.${value}` as TextKey) }))}
          />
          <Forget count={shown.length} status={wanted} />
        </Group>
      </Group>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(over.length > 0 ? "downloads.history_none_of" : "downloads.history_none")}
        </Text>
      )}
      {shown.length > 0 && (
        <Paper withBorder component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {shown.map((task) => (
            <HistoryRow key={task.task_id} task={task} />
          ))}
        </Paper>
      )}
      {hasOlder && (
        <Button variant="default" size="xs" style={{ alignSelf: "center" }} onClick={onOlder}>
          {t("downloads.more")}
        </Button>
      )}
    </Stack>
  );
}

/** Cannot be undone, so it says what stays and what goes, and asks. */
function Forget({ count, status }: { count: number; status: string | undefined }) {
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const forget = useMutation({
    mutationFn: () => body(api.DELETE("/api/models/downloads", { params: { query: { status } } })),
    onSuccess: ({ cleared }) => {
      setAsks(false);
      notifications.show({ message: t("downloads.forgot", { count: cleared }) });
    },
    onError: (problem) => tellError(problem, t("downloads.forgetting")),
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
  return (
    <Popover opened={asks} onChange={setAsks} position="bottom-end" withArrow trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button size="xs" variant="default" disabled={count === 0} onClick={() => setAsks(!asks)}>
          {t("downloads.forget")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm">{t("downloads.forget_ask", { count })}</Text>
          <Group gap="xs">
            <Button size="compact-sm" color="red" loading={forget.isPending} onClick={() => forget.mutate()}>
              {t("downloads.forget_yes")}
            </Button>
            <Button size="compact-sm" variant="default" data-autofocus onClick={() => setAsks(false)}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
