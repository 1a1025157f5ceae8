import "@/text/en/discover";
import { Autocomplete, Collapse, Select, SimpleGrid, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/app/session";
import { t } from "@/text";
import type { PlaceWishes } from "./order";

const rootsQuery = {
  queryKey: ["settings", "roots"],
  queryFn: () => body(api.GET("/api/settings/roots")),
  // It only fills suggestions: without it one types the words.
  retry: false,
};

// Suggestions until the server told its own.
const KINDS = [
  "checkpoints",
  "clip_vision",
  "controlnet",
  "diffusion_models",
  "embeddings",
  "hypernetworks",
  "llm",
  "loras",
  "motion_modules",
  "text_encoders",
  "upscale_models",
  "vae",
  "wildcards",
];

/** Where it is to go, for who wants it otherwise than it would. */
export function PlaceChoices({ wishes, onChange }: { wishes: PlaceWishes; onChange: (wishes: PlaceWishes) => void }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const mayAnywhere = useMay("admin");
  const { data } = useQuery({ ...rootsQuery, enabled: open });
  const roots = (data?.roots ?? []).filter(({ bucket, read_only }) => !bucket && !read_only);
  const layout = roots.find(({ name }) => name === wishes.root)?.layout ?? data?.layout;
  const kinds = data?.layouts.find(({ id }) => id === layout)?.folders ?? KINDS;
  const set = (change: PlaceWishes) => onChange({ ...wishes, ...change });
  return (
    <section>
      <UnstyledButton aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} fz="sm" fw={600}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}{" "}
        {t("discover.place")}
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs" spacing="xs">
          {roots.length > 0 && (
            <Select
              size="xs"
              label={t("discover.place_root")}
              placeholder={t("discover.place_usual")}
              data={roots.map(({ name, path }) => ({ value: name, label: `${name} · ${path}` }))}
              value={wishes.root ?? null}
              onChange={(root) => set({ root: root ?? undefined })}
              disabled={Boolean(wishes.folder)}
              clearable
            />
          )}
          <Autocomplete
            size="xs"
            label={t("discover.place_type")}
            data={[...kinds]}
            value={wishes.type ?? ""}
            onChange={(type) => set({ type })}
            disabled={Boolean(wishes.folder)}
            clearable
          />
          <TextInput
            size="xs"
            label={t("discover.place_template")}
            placeholder="{base_model}"
            value={wishes.template ?? ""}
            onChange={(event) => set({ template: event.currentTarget.value })}
            disabled={Boolean(wishes.folder)}
          />
          <TextInput
            size="xs"
            label={t("discover.place_filename")}
            value={wishes.filename ?? ""}
            onChange={(event) => set({ filename: event.currentTarget.value })}
          />
          {mayAnywhere && (
            <TextInput
              size="xs"
              label={t("discover.place_folder")}
              value={wishes.folder ?? ""}
              onChange={(event) => set({ folder: event.currentTarget.value })}
            />
          )}
        </SimpleGrid>
      </Collapse>
    </section>
  );
}
