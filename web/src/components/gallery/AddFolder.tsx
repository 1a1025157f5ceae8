import "@/text/en/gallery";
import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/app/session";
import { handleApiError } from "@/lib/error-handler";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";

const DRAFT = "berry.gallery.new_folder";

/** Names a folder of the server's machine, whose pictures are then indexed. */
export function AddFolder({ onAdded }: { onAdded?: () => void }) {
  const client = useQueryClient();
  // A folder is named by its whole path on the server's machine, which only an admin may.
  const may = useMay("admin");
  const field = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [path, setPath] = useState(readStored(DRAFT) ?? "");
  const [recursive, setRecursive] = useState(true);
  const [ask, setAsk] = useState(false);
  const add = useMutation({
    mutationFn: () => body(api.POST("/api/pictures/folders", { body: { path: path.trim(), recursive, ask } })),
    onSuccess: () => {
      setPath("");
      writeStored(DRAFT, undefined);
      void client.invalidateQueries({ queryKey: ["pictures"] });
      void client.invalidateQueries({ queryKey: ["jobs"] });
      onAdded?.();
    },
    onError: () => field.current?.focus(),
  });
  const problem = add.error ? handleApiError(add.error, t("gallery.adding")) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending && path.trim()) add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" ta="left">
        <TextInput
          ref={field}
          label={t("gallery.path")}
          description={t("gallery.path_hint")}
          placeholder="/home/me/ComfyUI/output"
          value={path}
          disabled={!may}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            writeStored(DRAFT, event.currentTarget.value);
            if (add.error) add.reset();
          }}
          error={problem && [problem.message, ...problem.steps].join(" ")}
          aria-describedby={may ? undefined : hint}
          spellCheck={false}
          autoComplete="off"
        />
        <Checkbox
          label={t("gallery.recursive")}
          checked={recursive}
          disabled={!may}
          onChange={(event) => setRecursive(event.currentTarget.checked)}
        />
        <Checkbox
          label={t("gallery.ask")}
          description={t("gallery.ask_hint")}
          checked={ask}
          disabled={!may}
          onChange={(event) => setAsk(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" loading={add.isPending} disabled={!may || path.trim() === ""}>
            {t("gallery.add")}
          </Button>
        </Group>
        {!may && (
          <Text size="sm" c="dimmed" id={hint}>
            {t("gallery.admin_only")}
          </Text>
        )}
      </Stack>
    </form>
  );
}
