import "@/text/en/settings";
import { Anchor, Badge, Group, Progress, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { PageLink } from "@/components/parts/PageLink";
import { MachineMemory } from "@/components/providers/MachineMemory";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Section } from "@/components/settings/parts/Section";
import { bytes, duration } from "@/lib/format";
import { t } from "@/text";
import { LICENCES } from "./licences";

/** Which version this is, how the server is, what the machine has, and whose work is in it. */
export default function About() {
  const health = useQuery({
    queryKey: ["settings", "health"],
    queryFn: () => body(api.GET("/health")),
    refetchInterval: 15_000,
  });
  return (
    <Stack>
      <Section title={t("settings.about.server")}>
        <Loaded query={health} doing={t("settings.about.read")}>
          {(now) => <Health now={now} />}
        </Loaded>
      </Section>
      <MachineMemory />
      <Section title={t("settings.about.docs")}>
        <Stack gap={4}>
          <Anchor href="/docs">{t("settings.about.api")}</Anchor>
          <PageLink to="/welcome">{t("settings.about.welcome")}</PageLink>
          <Text size="sm" c="dimmed">
            {t("settings.about.folder")}
          </Text>
        </Stack>
      </Section>
      <Section title={t("settings.about.licences")} description={t("settings.about.own")}>
        <Table.ScrollContainer minWidth={320}>
          <Table striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("settings.about.what")}</Table.Th>
                <Table.Th>{t("settings.about.licence")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {LICENCES.map(([what, licence]) => (
                <Table.Tr key={what}>
                  <Table.Td>{what}</Table.Td>
                  <Table.Td>{licence}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
    </Stack>
  );
}

function Health({ now }: { now: Doc<"HealthDocument"> }) {
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text fw={600}>
          {t("app.name")} {now.version}
        </Text>
        <Badge variant="light" color={now.status === "ok" ? "green" : "red"} tt="none">
          {now.status === "ok" ? t("settings.about.well") : now.status}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {t("settings.about.state", { database: now.database, up: duration(now.uptime_seconds) })}
        {now.queue && ` ${t("settings.about.queue", { running: now.queue.running, waiting: now.queue.waiting })}`}
      </Text>
      {now.disks?.map((disk) => (
        <div key={disk.path}>
          <Group justify="space-between" gap="xs">
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {disk.path}
            </Text>
            <Text size="sm" c="dimmed">
              {t("settings.about.free", { free: bytes(disk.free_bytes), total: bytes(disk.total_bytes) })}
            </Text>
          </Group>
          <Progress
            value={(1 - disk.free_bytes / Math.max(1, disk.total_bytes)) * 100}
            aria-label={t("settings.about.disk", { path: disk.path })}
          />
        </div>
      ))}
    </Stack>
  );
}
