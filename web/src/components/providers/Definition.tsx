import "@/text/en/providers";
import "@/text/en/settings";
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { ProviderForm } from "./ProviderForm";

/** What a provider reads and is for; an own one, or an own change of one, can be changed and taken away. */
export function Definition({ provider, onGone }: { provider: Doc<"ProviderDocument">; onGone(): void }) {
  const may = useMay("admin");
  const [isEdited, setEdited] = useState(false);
  const name = provider.name ?? "";
  const { user_defined: isOwn, total_models: _t, local_models: _l, available_models: _a, ...document } = provider;
  const addAgain = useChange({
    ask: () => body(api.POST("/api/providers", { body: document })),
    stale: ["providers"],
    doing: t("providers.own.doing"),
  });
  const remove = useChange({
    ask: () => body(api.DELETE("/api/providers/{provider}", { params: { path: { provider: name } } })),
    stale: ["providers"],
    doing: t("providers.own.remove_doing"),
    onDone: () => {
      offerUndo(t("providers.own.removed", { name: provider.display_name ?? name }), () => addAgain.mutateAsync());
      onGone();
    },
  });
  const memory = provider.memory_requirements;
  return (
    <Stack gap="sm">
      <Words label={t("providers.own.supported_formats")} words={provider.supported_formats} />
      <Words label={t("providers.own.imports")} words={provider.import_formats} />
      <Words label={t("providers.own.required_capabilities")} words={provider.required_capabilities} />
      <Words label={t("providers.own.optional_capabilities")} words={provider.optional_capabilities} />
      <Words label={t("providers.own.devices")} words={provider.devices} />
      <Words label={t("providers.own.aliases")} words={provider.aliases} />
      {!!memory?.recommended && (
        <Text size="sm">
          {t("providers.own.memory", { min: bytes(memory.min), recommended: bytes(memory.recommended) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t(isOwn ? "providers.own.is" : "providers.own.is_not")}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="light"
          disabled={!may}
          aria-expanded={isEdited}
          onClick={() => setEdited(!isEdited)}
        >
          {t("providers.own.change")}
        </Button>
        {isOwn && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            disabled={!may}
            loading={remove.isPending}
            onClick={() => remove.run()}
          >
            {t("providers.own.remove")}
          </Button>
        )}
        {!may && (
          <Text size="sm" c="dimmed">
            {t("settings.needs.line", { scope: "admin" })}
          </Text>
        )}
      </Group>
      {isEdited && <ProviderForm provider={provider} onDone={() => setEdited(false)} />}
    </Stack>
  );
}

function Words({ label, words }: { label: string; words: readonly string[] | null | undefined }) {
  if (!words?.length) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap={4}>
        {words.map((word) => (
          <Badge key={word} variant="light" color="gray" tt="none">
            {word}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
