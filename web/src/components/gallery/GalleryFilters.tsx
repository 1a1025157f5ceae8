import "@/text/en/gallery";
import { Autocomplete, Button, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Doc } from "@/api/client";
import { LEVELS, SHOWN } from "@/app/levels";
import { t } from "@/text";
import { ModelFilter } from "./ModelFilter";
import { FILTERS, type Filters, NOTHING } from "./queries";

// What this product's readers know; a picture may name another, so any word can be written.
const PROGRAMS = [
  "A1111",
  "BerryAIGen",
  "Civitai",
  "ComfyUI",
  "Draw Things",
  "Easy Diffusion",
  "Fooocus",
  "Forge",
  "InvokeAI",
  "NovelAI",
  "RuinedFooocus",
  "SD.Next",
  "stable-diffusion.cpp",
  "SwarmUI",
];
// What nobody rated is shown as one's own, and can be looked for as well.
const LEVEL_CHOICES = [
  ...LEVELS.map((value, at) => ({ value: value as string, label: SHOWN[at] as string })),
  { value: "unrated", label: t("gallery.unrated") },
];
const PAUSE = 300;

interface Props {
  filters: Filters;
  onChange: (change: Filters) => void;
  folders: readonly Doc<"PictureFolderDocument">[];
}

/** What narrows the pictures; all of it stands in the address. */
export function GalleryFilters({ filters, onChange, folders }: Props) {
  const isNarrow = FILTERS.some((name) => name !== "sort" && filters[name]);
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={t("gallery.search")}>
      <Typed
        value={filters.q ?? ""}
        onChange={(q) => onChange({ q: q || undefined })}
        render={(value, change) => (
          <TextInput
            label={t("gallery.words")}
            placeholder={t("gallery.words_hint")}
            leftSection={<IconSearch size={16} aria-hidden />}
            type="search"
            w={{ base: "100%", xs: 240 }}
            value={value}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )}
      />
      {folders.length > 1 && (
        <Select
          label={t("gallery.folder")}
          placeholder={t("gallery.every_folder")}
          clearable
          w={{ base: "calc(50% - 6px)", xs: 190 }}
          data={folders.map(({ id, path }) => ({ value: String(id), label: path }))}
          value={filters.folder ?? null}
          onChange={(folder) => onChange({ folder: folder ?? undefined })}
          clearButtonProps={{ "aria-label": t("gallery.every_folder") }}
        />
      )}
      <ModelFilter value={filters.model} onChange={(model) => onChange({ model })} />
      <Typed
        value={filters.program ?? ""}
        onChange={(program) => onChange({ program: program || undefined })}
        render={(value, change) => (
          <Autocomplete
            label={t("gallery.generator")}
            placeholder={t("gallery.every_program")}
            w={{ base: "calc(50% - 6px)", xs: 160 }}
            data={PROGRAMS}
            value={value}
            onChange={change}
          />
        )}
      />
      <Select
        label={t("gallery.models_here")}
        placeholder={t("gallery.all_or_not")}
        clearable
        w={{ base: "calc(50% - 6px)", xs: 170 }}
        data={[
          { value: "yes", label: t("gallery.some_missing") },
          { value: "no", label: t("gallery.none_missing") },
        ]}
        value={filters.missing ?? null}
        onChange={(missing) => onChange({ missing: missing ?? undefined })}
        clearButtonProps={{ "aria-label": t("gallery.all_or_not") }}
      />
      <MultiSelect
        label={t("gallery.level")}
        placeholder={filters.level ? undefined : t("gallery.every_level")}
        clearable
        w={{ base: "calc(50% - 6px)", xs: 240 }}
        data={LEVEL_CHOICES}
        value={filters.level?.split(",") ?? []}
        // In the order of the list, whichever was chosen first: one view has one address.
        onChange={(chosen) =>
          onChange({
            level: LEVEL_CHOICES.flatMap(({ value }) => (chosen.includes(value) ? [value] : [])).join(",") || undefined,
          })
        }
        clearButtonProps={{ "aria-label": t("gallery.every_level") }}
      />
      <Select
        label={t("gallery.sort")}
        w={{ base: "calc(50% - 6px)", xs: 140 }}
        allowDeselect={false}
        data={[
          { value: "newest", label: t("gallery.newest") },
          { value: "oldest", label: t("gallery.oldest") },
        ]}
        value={filters.sort ?? "newest"}
        onChange={(sort) => onChange({ sort: sort === "newest" ? undefined : (sort ?? undefined) })}
      />
      {isNarrow && (
        <Button variant="subtle" onClick={() => onChange(NOTHING)}>
          {t("gallery.clear")}
        </Button>
      )}
    </Group>
  );
}

/** A field that asks nothing while somebody writes. */
function Typed({
  value,
  onChange,
  render,
}: {
  value: string;
  onChange: (value: string) => void;
  render: (value: string, change: (value: string) => void) => React.ReactNode;
}) {
  const [written, setWritten] = useState(value);
  const sent = useRef(value);
  const later = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next);
  }, PAUSE);
  // The address may change by other ways than this field.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setWritten(value);
  }, [value]);
  return render(written, (next) => {
    setWritten(next);
    later(next.trim());
  });
}
