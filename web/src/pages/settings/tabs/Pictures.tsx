import "@/text/en/settings";
import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { JobLine } from "@/components/settings/parts/JobLine";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Section } from "@/components/settings/parts/Section";
import { useChange } from "@/components/settings/parts/useChange";
import { ago, count } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";

/** The folders whose pictures the gallery shows. */
export default function Pictures() {
  const folders = useQuery({
    queryKey: ["pictures", "folders", "settings"],
    queryFn: () => body(api.GET("/api/pictures/folders")),
  });
  const [job, setJob] = useState<string | null>();
  return (
    <Stack>
      <Section title={t("settings.pictures.add")} description={t("settings.pictures.about")}>
        <AddFolder onBegun={setJob} />
        {job && <JobLine id={job} />}
      </Section>
      <Section title={t("settings.pictures.list")}>
        <Loaded query={folders} doing={t("settings.pictures.read")}>
          {({ folders: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t("settings.pictures.none")}
              </Text>
            ) : (
              <Rows label={t("settings.pictures.list")}>
                {all.map((folder) => (
                  <Folder key={folder.id} folder={folder} onBegun={setJob} />
                ))}
              </Rows>
            )
          }
        </Loaded>
      </Section>
    </Stack>
  );
}

const EMPTY = { path: "", recursive: true, ask: false };

function AddFolder({ onBegun }: { onBegun(job: string | null): void }) {
  const may = useMay("admin");
  const draft = useDraft("pictures.add", EMPTY);
  const [saved, setSaved] = useState<string>();
  const add = useChange({
    ask: (wish: typeof EMPTY) => body(api.POST("/api/pictures/folders", { body: { ...wish, path: wish.path.trim() } })),
    stale: ["pictures", "jobs"],
    doing: t("settings.pictures.add_doing"),
    quiet: true,
    draft,
    onDone: (added) => {
      setSaved(t("settings.pictures.added", { path: added.path }));
      onBegun(added.job_id);
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? add.error : null,
    t("settings.pictures.add_doing"),
    { path: ["path"] },
    "path",
  );
  const form = useFirstError(errors, add.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        add.run(draft.value);
      }}
    >
      <Stack gap="sm" maw={560}>
        <TextInput
          label={t("settings.pictures.path")}
          description={may ? t("settings.pictures.path.about") : t("settings.pictures.admin")}
          value={draft.value.path}
          onChange={(event) => draft.set({ path: event.currentTarget.value })}
          error={errors.path}
          disabled={!may}
          required
        />
        <Checkbox
          label={t("settings.pictures.recursive")}
          checked={draft.value.recursive}
          onChange={(event) => draft.set({ recursive: event.currentTarget.checked })}
          disabled={!may}
        />
        <Checkbox
          label={t("settings.pictures.ask")}
          checked={draft.value.ask}
          onChange={(event) => draft.set({ ask: event.currentTarget.checked })}
          disabled={!may}
        />
        <SaveBar
          label={t("settings.pictures.add_button")}
          isDirty={draft.isDirty}
          isSaving={add.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={!may || draft.value.path.trim() === ""}
        />
      </Stack>
    </form>
  );
}

function Folder({ folder, onBegun }: { folder: Doc<"PictureFolderDocument">; onBegun(job: string | null): void }) {
  const mayWrite = useMay("write");
  // Who could not add it again could not undo it.
  const mayAdd = useMay("admin");
  const look = useChange({
    ask: () => body(api.POST("/api/pictures/index", { body: { folder_ids: [folder.id] } })),
    stale: ["jobs"],
    doing: t("settings.pictures.index_doing"),
    onDone: (job) => onBegun(job.job_id),
  });
  const addAgain = useChange({
    ask: () => body(api.POST("/api/pictures/folders", { body: { path: folder.path, recursive: folder.recursive } })),
    stale: ["pictures", "jobs"],
    doing: t("settings.pictures.add_doing"),
  });
  const remove = useChange({
    ask: () => body(api.DELETE("/api/pictures/folders/{id}", { params: { path: { id: folder.id } } })),
    stale: ["pictures"],
    doing: t("settings.pictures.remove_doing"),
    onDone: () => offerUndo(t("settings.pictures.removed", { path: folder.path }), () => addAgain.mutateAsync()),
  });
  return (
    <Row
      title={folder.path}
      lines={[
        t("settings.pictures.state", {
          pictures: count(folder.pictures),
          when: folder.indexed_at ? ago(folder.indexed_at) : t("settings.access.never"),
        }),
        folder.unreadable > 0 && t("settings.pictures.unreadable", { count: folder.unreadable }),
        !folder.recursive && t("settings.pictures.flat"),
      ]}
      actions={
        <>
          <Button
            size="compact-sm"
            variant="light"
            disabled={!mayWrite}
            loading={look.isPending}
            aria-label={`${t("settings.pictures.index")}: “${folder.path}”`}
            onClick={() => look.run()}
          >
            {t("settings.pictures.index")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            disabled={!mayAdd}
            loading={remove.isPending}
            aria-label={`${t("settings.pictures.remove")}: “${folder.path}”`}
            onClick={() => remove.run()}
          >
            {t("settings.pictures.remove")}
          </Button>
        </>
      }
    />
  );
}
