import "@/text/en/generate";
import { Select, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type TextKey, t } from "@/text";
import { useGeneration } from "../GenerationProvider";
import { ecosystemsQuery, workflowsQuery } from "../queries";
import { ResourceSelect } from "../resources/ResourceSelect";
import type { Catalogued, Field } from "../types";

const MEDIA: Record<string, TextKey> = {
  image: "generate.media.image",
  video: "generate.media.video",
  audio: "generate.media.audio",
  model3d: "generate.media.model3d",
  text: "generate.media.text",
};

/** What something that is made is called. */
export const mediaName = (media: string): string => (MEDIA[media] ? t(MEDIA[media]) : media);

const labelOf = (one: Catalogued): string =>
  [one.name, one.is_experimental && `(${t("generate.experimental")})`, one.gate_message && `– ${one.gate_message}`]
    .filter(Boolean)
    .join(" ");

/** What is to be made, what with, and on which version of that. */
export function WorkflowChoice({ problems }: { problems: Record<string, string> }) {
  const { memory, form, chooseWorkflow, chooseEcosystem, chooseModel } = useGeneration();
  const { data: workflows } = useQuery(workflowsQuery);
  const { data: ecosystems } = useQuery(ecosystemsQuery);
  const offered = (workflows?.items ?? []).filter((one) => one.is_offered);
  const media = [...new Set(Object.keys(MEDIA).concat(offered.map((one) => one.media[0] ?? "")))];
  const parts = new Set(offered.find((one) => one.key === memory.workflow)?.parts ?? []);
  const here = form?.ecosystem;
  const able = (ecosystems?.items ?? []).filter(
    (one) => one.is_offered && (parts.has(one.key) || one.key === here?.key),
  );
  const chosenModel = here ? memory.models[here.key] : undefined;

  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <Select
          id="generate-workflow"
          label={t("generate.workflow")}
          searchable
          allowDeselect={false}
          data={media
            .map((one) => ({
              group: mediaName(one),
              items: offered
                .filter((row) => (row.media[0] ?? "") === one)
                .map((row) => ({ value: row.key, label: labelOf(row), disabled: row.gate === "disabled" })),
            }))
            .filter((group) => group.items.length > 0)}
          value={memory.workflow}
          error={problems.workflow}
          onChange={(key) => key && chooseWorkflow(key)}
        />
        {able.length > 1 && (
          <Select
            id="generate-ecosystem"
            label={t("generate.ecosystem")}
            searchable
            allowDeselect={false}
            data={able.map((one) => ({ value: one.key, label: labelOf(one), disabled: one.gate === "disabled" }))}
            value={here?.key ?? null}
            error={problems.ecosystem}
            onChange={(key) => key && chooseEcosystem(key)}
          />
        )}
      </SimpleGrid>
      {(form?.versions?.length ?? 0) > 0 && (
        <Select
          id={form?.is_locked ? "generate-model" : undefined}
          label={t("generate.version")}
          allowDeselect={false}
          data={(form?.versions ?? []).map((one) => ({
            value: String(one.id),
            label: [one.label ?? t("generate.version_number", { id: String(one.id) }), one.reason]
              .filter(Boolean)
              .join(" – "),
            disabled: !!one.reason,
          }))}
          value={form?.version ? String(form.version.id) : null}
          error={form?.is_locked ? problems.model : undefined}
          onChange={(id) => id && chooseModel({ id: Number(id) })}
        />
      )}
      {here && form && !form.is_locked && (
        <ResourceSelect
          field={
            chosenModel || !form.version
              ? CHECKPOINT
              : { ...CHECKPOINT, help: t("generate.model.usual", { id: String(form.version.id) }) }
          }
          value={chosenModel}
          problem={problems.model}
          onChange={chooseModel}
        />
      )}
    </Stack>
  );
}

// The server takes the version of a form beside its fields.
const CHECKPOINT = {
  key: "model",
  type: "resource",
  label: t("generate.model"),
  scope: "ecosystem",
  remember: "",
  types: ["Checkpoint"],
} as Field;
