import "@/text/en/discover";
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { DownloadRow } from "@/components/downloads/DownloadRow";
import { isOver } from "@/components/downloads/tasks";
import { useDownloads } from "@/components/downloads/useDownloads";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import type { Order } from "./order";
import { useStart } from "./useFound";

/** Begins the download that the plan above describes, and shows it from then on. */
export function StartDownload({
  order,
  plan,
  companions,
  isSettled,
}: {
  order: Order;
  plan: Doc<"PlanDocument">;
  companions: readonly Doc<"PlannedCompanion">[];
  isSettled: boolean;
}) {
  const start = useStart();
  const navigate = useNavigate();
  const mayWrite = useMay("write");
  const { tasks } = useDownloads(true);
  const urls = new Set(plan.items.map(({ url }) => url).filter(Boolean));
  const running = tasks.find(
    (task) =>
      !isOver(task.status) &&
      // Another file of the same version is another download; only without an address the version must do.
      (urls.size > 0 ? urls.has(task.url) : task.reference === order.reference),
  );
  const planned = plan.items.filter(({ state }) => state === "planned");
  const isRefused = plan.items.some(({ state }) => state === "refused" || state === "failed");
  const beside: Order[] = companions.map(({ url, type, sha256 }) => ({ reference: url, type, sha256 }));
  const orders = [...(planned.length > 0 ? [order] : []), ...beside];
  const size = plan.total_size + companions.reduce((sum, one) => sum + (one.size ?? 0), 0);
  if (running) return <DownloadRow task={running} />;
  const begin = () => {
    if (start.isPending) return;
    start.mutate(orders, {
      onSuccess: () =>
        notifications.show({
          title: t("discover.started"),
          message: (
            // Notifications stand outside of the router: this link brings its own way.
            <Anchor
              href="/downloads"
              size="sm"
              onClick={(event) => {
                event.preventDefault();
                void navigate({ to: "/downloads" });
              }}
            >
              {t("discover.started_look")}
            </Anchor>
          ),
        }),
    });
  };
  return (
    <Stack gap="xs" mt="md">
      {start.isError && <ErrorPanel error={start.error} doing={t("discover.start_doing")} />}
      <Group>
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={isRefused || orders.length === 0 || !isSettled || !mayWrite}
          loading={start.isPending}
          onClick={begin}
        >
          {size > 0 ? t("discover.download", { size: bytes(size) }) : t("discover.download_unsized")}
        </Button>
        {!isRefused && orders.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("discover.all_here")}
          </Text>
        )}
        {!mayWrite && (
          <Text size="sm" c="dimmed">
            {t("discover.may_not")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
