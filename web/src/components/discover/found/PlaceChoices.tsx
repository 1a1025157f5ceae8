import { Autocomplete, Collapse, SimpleGrid, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useMay } from "@/app/session";
import { t } from "@/text";
import type { PlaceWishes } from "./order";

// Folders as ComfyUI calls them; the server knows more and says which it does not know.
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
  const set = (change: PlaceWishes) => onChange({ ...wishes, ...change });
  return (
    <section>
      <UnstyledButton aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} fz="sm" fw={600}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}{" "}
        {t("discover.place")}
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs" spacing="xs">
          <Autocomplete
            size="xs"
            label={t("discover.place_type")}
            data={KINDS}
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
