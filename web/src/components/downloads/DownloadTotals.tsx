import "@/text/en/downloads";
import { Alert, Group, Paper, Skeleton, Text } from "@mantine/core";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "@/api/client";
import { bytes, duration } from "@/lib/format";
import { t } from "@/text";
import { type DownloadTask, totals } from "./tasks";

export const diskQuery = {
  queryKey: ["storage", "disk"],
  queryFn: () => body(api.GET("/api/models/disk-usage")),
};

/** What all downloads do together, and whether the disk has room for the rest. */
export function DownloadTotals({ tasks }: { tasks: readonly DownloadTask[] }) {
  const disk = useQuery(diskQuery);
  const { running, waiting, speed, left } = totals(tasks);
  const free = disk.data?.available_space_bytes;
  // Bytes that arrived since the disk was asked are on it already: the rest is what counts.
  const missing = free == null ? 0 : left - free;
  return (
    <>
      <Paper withBorder p="sm" component="section" aria-label={t("downloads.total_speed")}>
        <Group gap="xl" wrap="wrap">
          <Fact title={t("downloads.total_speed")}>
            {running > 0 ? t("downloads.speed", { speed: bytes(speed) }) : "–"}
          </Fact>
          <Fact title={t("downloads.total_left")}>
            {left > 0 ? bytes(left) : "–"}
            {left > 0 && speed > 0 && ` · ${t("downloads.left", { time: duration(left / speed) })}`}
          </Fact>
          <Fact title={t("downloads.now")}>{t("downloads.running", { running, waiting })}</Fact>
          <Fact title={t("downloads.disk")}>
            {disk.isPending ? <Skeleton h={18} w={80} /> : disk.isError ? "–" : bytes(free)}
          </Fact>
        </Group>
      </Paper>
      {missing > 0 && (
        <Alert color="orange" icon={<IconDeviceFloppy aria-hidden />} role="alert">
          {t("downloads.disk_short", { missing: bytes(missing) })}
        </Alert>
      )}
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Text fw={600} component="div">
        {children}
      </Text>
    </div>
  );
}
