import "@/text/en/settings";
import { Badge, Button, Stack, TagsInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Row, Rows } from "@/components/settings/parts/Row";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { audienceName, GateForm } from "./experiments/GateForm";

/** What of generation is held back from whom, and what bears a badge. */
export default function Experiments() {
  const may = useMay("admin");
  const gates = useQuery({
    queryKey: ["settings", "gates"],
    queryFn: () => body(api.GET("/api/generation/gates")),
    enabled: may,
  });
  const [edited, setEdited] = useState<string>();
  return (
    <Needs scope="admin">
      <Loaded query={gates} doing={t("settings.gates.read")}>
        {(data) => (
          <Stack>
            <Section title={t("settings.gates")} description={t("settings.gates.about")}>
              {data.gates.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t("settings.gates.none")}
                </Text>
              ) : (
                <Rows label={t("settings.gates")}>
                  {data.gates.map((gate) => (
                    <Gate
                      key={gate.id}
                      gate={gate}
                      isEdited={edited === gate.id}
                      onEdit={() => setEdited(edited === gate.id ? undefined : gate.id)}
                    />
                  ))}
                </Rows>
              )}
            </Section>
            <Section title={t("settings.gates.new")}>
              <GateForm />
            </Section>
            <Section title={t("settings.experimental")} description={t("settings.experimental.about")}>
              <Experimental stored={data.experimental} />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Needs>
  );
}

function Gate({ gate, isEdited, onEdit }: { gate: Doc<"GateDocument">; isEdited: boolean; onEdit(): void }) {
  const { id, ...wish } = gate;
  const path = { path: { gate: id } };
  const writeAgain = useChange({
    ask: () => body(api.PUT("/api/generation/gates/{gate}", { params: path, body: wish })),
    stale: ["settings", "generation", "generate"],
    doing: t("settings.gates.save_doing"),
  });
  const remove = useChange({
    ask: () => body(api.DELETE("/api/generation/gates/{gate}", { params: path })),
    stale: ["settings", "generation", "generate"],
    doing: t("settings.gates.remove_doing"),
    onDone: () => offerUndo(t("settings.gates.removed", { name: id }), () => writeAgain.mutateAsync()),
  });
  return (
    <Row
      title={id}
      badge={
        <Badge variant="light" tt="none">
          {t(gate.presentation === "hidden" ? "settings.gates.hidden" : "settings.gates.disabled")}
        </Badge>
      }
      lines={[
        t("settings.gates.passes", { audience: audienceName(gate.audience) }),
        [...gate.ecosystems, ...gate.workflows, ...gate.versions].join(", "),
        gate.message,
      ]}
      actions={
        <>
          <Button
            size="compact-sm"
            variant="light"
            aria-expanded={isEdited}
            aria-label={`${t("settings.edit")}: “${id}”`}
            onClick={onEdit}
          >
            {t("settings.edit")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            loading={remove.isPending}
            aria-label={`${t("delete")}: “${id}”`}
            onClick={() => remove.run()}
          >
            {t("delete")}
          </Button>
        </>
      }
    >
      {isEdited && <GateForm gate={gate} onDone={onEdit} />}
    </Row>
  );
}

function Experimental({ stored }: { stored: readonly string[] }) {
  const draft = useDraft<{ ecosystems: string[] }>("experiments.badges", { ecosystems: [...stored] });
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: (ecosystems: string[] | null) => body(api.PUT("/api/generation/experimental", { body: { ecosystems } })),
    stale: ["settings", "generation", "generate"],
    doing: t("settings.experimental.save"),
    quiet: true,
    draft,
    onDone: ({ experimental }) => {
      setSaved(t("settings.experimental.holds", { names: experimental.join(", ") || "–" }));
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? save.error : null,
    t("settings.experimental.save"),
    { ecosystems: ["ecosystem"] },
    "ecosystems",
  );
  const form = useFirstError(errors, save.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(draft.value.ecosystems);
      }}
    >
      <Stack gap="sm" maw={560}>
        <TagsInput
          label={t("settings.experimental.ecosystems")}
          value={draft.value.ecosystems}
          onChange={(ecosystems) => draft.set({ ecosystems })}
          error={errors.ecosystems}
        />
        <SaveBar
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
        />
        <div>
          <Button size="compact-sm" variant="subtle" loading={save.isPending} onClick={() => save.run(null)}>
            {t("settings.experimental.reset")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
