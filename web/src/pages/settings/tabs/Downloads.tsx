import "@/text/en/settings";
import { Code, Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { PageLink } from "@/components/parts/PageLink";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { rootsQuery } from "@/components/settings/parts/roots";
import { Section } from "@/components/settings/parts/Section";
import { bytes } from "@/lib/format";
import { t } from "@/text";

/** Where downloads go, what must stay free, and where the rest of their limits is set. */
export default function Downloads() {
  const usage = useQuery({
    queryKey: ["storage", "usage"],
    queryFn: () => body(api.GET("/api/models/disk-usage")),
  });
  const roots = useQuery(rootsQuery);
  return (
    <Stack>
      <Section title={t("settings.downloads.room")}>
        <Loaded query={usage} doing={t("settings.downloads.read")} rows={1}>
          {(disk) => {
            const [used, free] = [disk.total_models_usage_bytes, disk.available_space_bytes ?? 0];
            return (
              <div>
                <Group justify="space-between" gap="xs">
                  <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                    {disk.models_directory}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t("settings.downloads.used", { used: bytes(used), free: bytes(free) })}
                  </Text>
                </Group>
                <Progress value={(used / Math.max(1, used + free)) * 100} aria-label={t("settings.downloads.room")} />
              </div>
            );
          }}
        </Loaded>
      </Section>
      <Section title={t("settings.downloads.floors")} description={t("settings.downloads.floors.about")}>
        <Loaded query={roots} doing={t("settings.folders.read")}>
          {(all) => (
            <Rows label={t("settings.downloads.floors")}>
              {all.roots
                .filter((root) => !root.bucket)
                .map((root) => (
                  <Row
                    key={root.name}
                    title={root.name}
                    lines={[root.path, t("settings.folders.floor_is", { size: bytes(root.min_free) })]}
                  />
                ))}
            </Rows>
          )}
        </Loaded>
        <PageLink to="/settings/$tab" params={{ tab: "folders" }} size="sm">
          {t("settings.downloads.to_folders")}
        </PageLink>
      </Section>
      <Section title={t("settings.downloads.speed")} description={t("settings.downloads.speed.about")}>
        <PageLink to="/settings/$tab" params={{ tab: "network" }} size="sm">
          {t("settings.downloads.to_limits")}
        </PageLink>
        <Text size="sm" component="div">
          {t("settings.downloads.how")} <Code>{t("settings.downloads.connections.how")}</Code>{" "}
          {t("settings.downloads.connections")}
        </Text>
      </Section>
    </Stack>
  );
}
