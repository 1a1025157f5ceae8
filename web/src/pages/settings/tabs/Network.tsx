import "@/text/en/settings";
import { Badge, Group, List, Stack, Switch, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { DownloadLimitsForm } from "@/components/settings/parts/DownloadLimitsForm";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { networkQuery, ScheduleForm } from "@/components/settings/parts/Schedule";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { type TextKey, t } from "@/text";

/** What leaves this machine, when and to whom, and the switches of it. */
export default function Network() {
  const network = useQuery(networkQuery);
  return (
    <Needs scope="admin">
      <Loaded query={network} doing={t("settings.network.read")} rows={8}>
        {(stored) => (
          <Stack>
            <Section title={t("settings.network.switches")} description={t("settings.network.about")}>
              <Stack gap="lg">
                {stored.settings.map((setting) => (
                  <Setting key={setting.name} setting={setting} />
                ))}
              </Stack>
            </Section>
            <Section title={t("settings.schedule")} description={t("settings.schedule.about")}>
              <ScheduleForm name="network.schedule" stored={stored.schedule} />
            </Section>
            <Section title={t("settings.limits")} description={t("settings.limits.about")}>
              <DownloadLimitsForm stored={stored.downloads} />
            </Section>
            <Section title={t("settings.network.never")}>
              <List size="sm">
                {stored.never.map((line) => (
                  <List.Item key={line}>{line}</List.Item>
                ))}
              </List>
            </Section>
          </Stack>
        )}
      </Loaded>
    </Needs>
  );
}

const NAMES: Readonly<Record<string, TextKey>> = {
  offline: "settings.network.offline",
  hash_lookup: "settings.network.hash_lookup",
  update_checks: "settings.network.update_checks",
  health_probes: "settings.network.health_probes",
  mirror: "settings.network.mirror",
  search: "settings.network.search",
  downloads: "settings.network.downloads",
  plugin_sources: "settings.network.plugin_sources",
  ollama_import: "settings.network.ollama_import",
  otlp_export: "settings.network.otlp_export",
  webhooks: "settings.network.webhooks",
};

function Setting({ setting }: { setting: Doc<"NetworkSetting"> }) {
  const may = useMay("admin");
  const flip = useChange({
    ask: (on: boolean) =>
      body(api.PUT("/api/settings/network", { body: { [setting.name]: on } as unknown as Doc<"NetworkWish"> })),
    stale: ["settings", "providers"],
    doing: t("settings.network.save"),
  });
  const key = NAMES[setting.name];
  const name = key ? t(key) : setting.name;
  return (
    <div>
      {setting.fixed ? (
        <Group gap="xs">
          <Text fw={500}>{name}</Text>
          <Badge variant="light" color={setting.on ? "green" : "gray"} tt="none">
            {t(setting.on ? "settings.network.fixed_on" : "settings.network.fixed_off")}
          </Badge>
        </Group>
      ) : (
        <Switch
          label={name}
          styles={{ label: { fontWeight: 500 } }}
          checked={flip.isPending ? flip.variables : setting.on}
          disabled={!may || flip.isPending}
          onChange={(event) => flip.run(event.currentTarget.checked)}
        />
      )}
      <Text size="sm" mt={2}>
        {setting.sends}
      </Text>
      <Text size="sm" c="dimmed">
        {setting.when}
        {setting.to.length > 0 && ` ${t("settings.network.to", { to: [...new Set(setting.to)].join(", ") })}`}
      </Text>
    </div>
  );
}
