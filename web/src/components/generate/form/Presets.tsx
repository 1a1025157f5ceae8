import "@/text/en/generate";
import { ActionIcon, Button, Checkbox, Group, Menu, Modal, Text, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { handleApiError, tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { useGeneration } from "../GenerationProvider";
import { presetsQuery } from "../queries";
import type { Field, Values } from "../types";

type Preset = Doc<"PresetDocument">;

// A preset is a way to make things, not what they are made of.
const NOT_KEPT = new Set(["images", "video", "controls", "references", "seed"]);

/** Values under a name, for an ecosystem: those that come with it, and one's own. */
export function Presets() {
  const { form, values, fill } = useGeneration();
  const client = useQueryClient();
  const ecosystem = form?.ecosystem?.key ?? "";
  const [isSaving, setSaving] = useState(false);
  const { data } = useQuery({ ...presetsQuery(ecosystem), enabled: ecosystem !== "" });
  const refresh = () => client.invalidateQueries({ queryKey: presetsQuery(ecosystem).queryKey });
  const remove = useMutation({
    mutationFn: async (preset: Preset) => {
      const path = { ecosystem, name: preset.name };
      await body(api.DELETE("/api/generation/presets/{ecosystem}/{name}", { params: { path } }));
      return preset;
    },
    onSuccess: async (preset) => {
      await refresh();
      offerUndo(t("generate.preset.deleted", { name: preset.name }), async () => {
        await save(ecosystem, preset.name, preset.values as Values);
        await refresh();
      });
    },
    onError: (problem) => tellError(problem, t("generate.preset.delete.doing")),
  });
  if (ecosystem === "") return null;
  const kept = keptValues(form?.fields ?? [], values, true);

  return (
    <>
      <Menu width={280} position="bottom-start" closeOnItemClick={false}>
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" leftSection={<IconBookmark size={16} aria-hidden />}>
            {t("generate.presets")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {data?.presets.map((preset) => (
            <Group key={preset.name} gap={0} wrap="nowrap">
              <Menu.Item
                closeMenuOnClick
                aria-label={t("generate.preset.load", { name: preset.name })}
                onClick={() => fill(preset.values as Values, t("generate.preset.named", { name: preset.name }))}
              >
                {preset.name}
                <Text size="xs" c="dimmed" span ml={6}>
                  {preset.is_shipped ? t("generate.preset.shipped") : ""}
                </Text>
              </Menu.Item>
              {!preset.is_shipped && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("generate.preset.delete", { name: preset.name })}
                  onClick={() => remove.mutate(preset)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          ))}
          {data?.left_out.map((told) => (
            <Menu.Label key={told}>{told}</Menu.Label>
          ))}
          <Menu.Divider />
          <Menu.Item closeMenuOnClick disabled={Object.keys(kept).length === 0} onClick={() => setSaving(true)}>
            {t("generate.preset.save")}
          </Menu.Item>
          {Object.keys(kept).length === 0 && <Menu.Label>{t("generate.preset.nothing")}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      <SavePreset
        opened={isSaving}
        names={data?.presets.map(({ name }) => name) ?? []}
        onClose={() => setSaving(false)}
        onSave={async (name, withTexts) => {
          await save(ecosystem, name, keptValues(form?.fields ?? [], values, withTexts));
          await refresh();
        }}
      />
    </>
  );
}

function SavePreset({
  opened,
  names,
  onClose,
  onSave,
}: {
  opened: boolean;
  names: readonly string[];
  onClose: () => void;
  onSave: (name: string, withTexts: boolean) => Promise<void>;
}) {
  const [name, setName] = useState("");
  const [withTexts, setWithTexts] = useState(true);
  const saving = useMutation({
    mutationFn: () => onSave(name.trim(), withTexts),
    onSuccess: () => {
      setName("");
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("generate.preset.save")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "" && !saving.isPending) saving.mutate();
        }}
      >
        <TextInput
          label={t("generate.preset.name")}
          value={name}
          data-autofocus
          description={names.includes(name.trim()) ? t("generate.preset.replaces") : undefined}
          error={saving.error ? handleApiError(saving.error, t("generate.preset.save")).message : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          mt="sm"
          label={t("generate.preset.texts")}
          checked={withTexts}
          onChange={(event) => setWithTexts(event.currentTarget.checked)}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={saving.isPending} disabled={name.trim() === ""}>
            {t("save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function keptValues(fields: readonly Field[], values: Values, withTexts: boolean): Values {
  const kept = fields.filter(
    (field) => values[field.key] !== undefined && !NOT_KEPT.has(field.type) && (withTexts || field.type !== "text"),
  );
  return Object.fromEntries(kept.map((field) => [field.key, values[field.key]]));
}

async function save(ecosystem: string, name: string, values: Values): Promise<void> {
  await body(
    api.PUT("/api/generation/presets/{ecosystem}/{name}", {
      params: { path: { ecosystem, name } },
      body: { values: values as never },
    }),
  );
}
