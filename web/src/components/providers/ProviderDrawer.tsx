import "@/text/en/providers";
import { Drawer, Stack, Tabs, Text, Title } from "@mantine/core";
import type { Doc } from "@/api/client";
import { t } from "@/text";
import { Definition } from "./Definition";
import { OllamaImport } from "./OllamaImport";
import { ProviderSettingsForm } from "./ProviderSettingsForm";
import { Suggestions } from "./Suggestions";
import { Validation } from "./Validation";

/** Everything about one provider. */
export function ProviderDrawer({
  id,
  provider,
  tab,
  onTab,
  onClose,
}: {
  /** Undefined while none is opened. */
  id: string | undefined;
  provider: Doc<"ProviderDocument"> | undefined;
  tab: string;
  onTab(tab: string): void;
  onClose(): void;
}) {
  const name = provider?.display_name ?? id ?? "";
  return (
    <Drawer
      opened={!!id}
      onClose={onClose}
      position="right"
      size="xl"
      title={name}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {id && (
        <Tabs value={tab} onChange={(next) => next && onTab(next)} keepMounted={false}>
          <Tabs.List mb="md" style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
            <Tabs.Tab value="suggestions">{t("providers.suggestions")}</Tabs.Tab>
            <Tabs.Tab value="check">{t("providers.check")}</Tabs.Tab>
            <Tabs.Tab value="settings">{t("providers.settings")}</Tabs.Tab>
            <Tabs.Tab value="definition">{t("providers.definition")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="suggestions">
            <Suggestions provider={id} />
          </Tabs.Panel>
          <Tabs.Panel value="check">
            <Validation provider={id} />
          </Tabs.Panel>
          <Tabs.Panel value="settings">
            <Stack>
              <ProviderSettingsForm provider={id} tab="providers" />
              {id === "ollama" && (
                <section>
                  <Title order={3} size="h5">
                    {t("providers.ollama")}
                  </Title>
                  <Text size="sm" c="dimmed" mb="xs">
                    {t("providers.ollama.about")}
                  </Text>
                  <OllamaImport />
                </section>
              )}
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="definition">{provider && <Definition provider={provider} onGone={onClose} />}</Tabs.Panel>
        </Tabs>
      )}
    </Drawer>
  );
}
