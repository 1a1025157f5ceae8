import "@/text/en/gallery";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";

const SHOWN = 30;

/** Chooses a model of the library, by its name. */
export function ModelFilter({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (model: string | undefined) => void;
}) {
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [asked] = useDebouncedValue(words, 300);
  const found = useQuery({
    queryKey: ["library", "names", asked],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/models/library", {
          params: { query: { q: asked || undefined, status: "local", limit: SHOWN, sort: "name" } },
          signal,
        }),
      ),
    enabled: isOpen,
  });
  const chosen = useQuery({
    queryKey: ["model", value, "name"],
    queryFn: () => body(api.GET("/api/models/{id}", { params: { path: { id: value ?? "" } } })),
    enabled: !!value,
  });
  const rows = found.data?.models ?? [];
  const data = rows.map(({ id, name }) => ({ value: id, label: name }));
  // Only what is among the choices can be shown as chosen.
  if (value && !data.some((row) => row.value === value)) data.unshift({ value, label: chosen.data?.name ?? value });
  return (
    <Select
      label={t("gallery.model")}
      placeholder={t("gallery.every_model")}
      searchable
      clearable
      w={{ base: "calc(50% - 6px)", xs: 190 }}
      data={data}
      // The server has searched already.
      filter={({ options }) => options}
      value={value ?? null}
      onChange={(model) => onChange(model ?? undefined)}
      onSearchChange={(text) => setWords(text === chosen.data?.name ? "" : text)}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      error={found.error ? handleApiError(found.error, t("gallery.model")).message : undefined}
      nothingFoundMessage={found.isFetching ? t("gallery.searching") : t("gallery.no_model")}
      clearButtonProps={{ "aria-label": t("gallery.every_model") }}
    />
  );
}
