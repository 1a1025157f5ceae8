import "@/text/en/providers";
import "@/text/en/settings";
import { Accordion, Badge, Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { IconBooks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Doc } from "@/api/client";
import { Standalone } from "@/app/Standalone";
import { ProviderSettingsForm } from "@/components/providers/ProviderSettingsForm";
import { integrationQuery, providersQuery } from "@/components/providers/queries";
import { healthColour, healthWord } from "@/components/providers/words";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { Loaded } from "./parts/Loaded";
import { Section } from "./parts/Section";

export interface LLMSettingsProps {
  /** Opens the model library; without it the window is told by `navigate-to-model-library`. */
  onNavigateToModelLibrary?: () => void;
}

/** Which provider runs which model, where it is, and with which key. */
export default function LLMSettings(props: LLMSettingsProps) {
  return (
    <Standalone>
      <Page {...props} />
    </Standalone>
  );
}

const KEY = "berry.llm.kind";

function Page({ onNavigateToModelLibrary }: LLMSettingsProps) {
  const providers = useQuery(providersQuery);
  const status = useQuery(integrationQuery);
  const [kind, setKind] = useState(readStored(KEY) ?? "text");
  const toLibrary =
    onNavigateToModelLibrary ?? (() => window.dispatchEvent(new CustomEvent("navigate-to-model-library")));
  return (
    <Stack>
      <Section
        title={t("settings.llm.title")}
        description={t("settings.llm.about")}
        action={
          <Button variant="light" leftSection={<IconBooks size={16} aria-hidden />} onClick={toLibrary}>
            {t("settings.llm.library")}
          </Button>
        }
      >
        <NativeSelect
          maw={280}
          label={t("settings.llm.kind")}
          value={kind}
          onChange={(event) => {
            setKind(event.currentTarget.value);
            writeStored(KEY, event.currentTarget.value);
          }}
          data={[
            { value: "text", label: t("settings.llm.kind.text") },
            { value: "all", label: t("settings.llm.kind.all") },
          ]}
        />
      </Section>
      <Loaded query={providers} doing={t("providers.read")} rows={5}>
        {({ providers: all }) => (
          <Accordion variant="contained" multiple order={2}>
            {all
              .filter((one) => kind === "all" || isOfText(one))
              .map((one) => (
                <Provider key={one.name} provider={one} status={status.data?.providers[one.name ?? ""]} />
              ))}
          </Accordion>
        )}
      </Loaded>
    </Stack>
  );
}

function Provider({
  provider,
  status,
}: {
  provider: Doc<"ProviderDocument">;
  status: Doc<"ProviderStatusDocument"> | undefined;
}) {
  const id = provider.name ?? "";
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Group gap="xs">
          <Text fw={500}>{provider.display_name ?? id}</Text>
          {status && (
            <Badge variant="dot" color={healthColour(status.health.state)} tt="none">
              {healthWord(status.health.state)}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {t("settings.llm.runs", { local: provider.local_models ?? 0, all: provider.total_models ?? 0 })}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Title order={3} size="h6" mb="xs">
          {t("providers.reads", { formats: (provider.supported_formats ?? []).join(", ") })}
        </Title>
        <ProviderSettingsForm provider={id} tab="llm" />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function isOfText({ required_capabilities, optional_capabilities }: Doc<"ProviderDocument">): boolean {
  return [...(required_capabilities ?? []), ...(optional_capabilities ?? [])].includes("text-generation");
}
