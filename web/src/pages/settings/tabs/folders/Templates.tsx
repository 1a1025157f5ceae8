import "@/text/en/settings";
import { Button, CloseButton, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "@/text";

/** Sub-folders by kind of folder: `{base_model}` in `loras`. */
export function Templates({
  kinds,
  templates,
  error,
  onChange,
}: {
  kinds: readonly string[];
  templates: Readonly<Record<string, string>>;
  error?: string | undefined;
  onChange(templates: Record<string, string>): void;
}) {
  const free = kinds.filter((kind) => !(kind in templates));
  const [kind, setKind] = useState("");
  const chosen = free.includes(kind) ? kind : (free[0] ?? "");
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t("settings.folders.templates")}
      </Text>
      <Text size="xs" c="dimmed">
        {t("settings.folders.templates.about")}
      </Text>
      {Object.entries(templates).map(([folder, template]) => (
        <Group key={folder} gap="xs" wrap="nowrap" align="flex-end">
          <TextInput
            style={{ flex: 1 }}
            label={t("settings.folders.template_of", { kind: folder })}
            value={template}
            placeholder="{base_model}"
            onChange={(event) => onChange({ ...templates, [folder]: event.currentTarget.value })}
          />
          <CloseButton
            mb={4}
            aria-label={t("settings.folders.template_remove", { kind: `“${folder}”` })}
            onClick={() => onChange(Object.fromEntries(Object.entries(templates).filter(([name]) => name !== folder)))}
          />
        </Group>
      ))}
      {free.length > 0 && (
        <Group gap="xs">
          <NativeSelect
            aria-label={t("settings.folders.template_kind")}
            data={[...free]}
            value={chosen}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <Button variant="light" size="sm" onClick={() => onChange({ ...templates, [chosen]: "{base_model}" })}>
            {t("settings.folders.template_add")}
          </Button>
        </Group>
      )}
      {error && (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
