import "@/text/en/generate";
import { Checkbox, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "@/text";
import { mediaName } from "../form/WorkflowChoice";
import { workflowsQuery } from "../queries";

const MEDIA = ["image", "video", "audio", "model3d", "text"];
const PAUSE = 300;

export type FilterName = "media" | "workflow" | "favourite" | "tag";

/** What of the feed is shown; it stands in the address. */
export function FeedFilters({
  filters,
  onChange,
}: {
  filters: Partial<Record<FilterName, string>>;
  onChange: (change: Partial<Record<FilterName, string>>) => void;
}) {
  const { data } = useQuery(workflowsQuery);
  const [tag, setTag] = useState(filters.tag ?? "");
  const search = useDebouncedCallback((word: string) => onChange({ tag: word.trim() || undefined }), PAUSE);
  return (
    <Group gap="xs" align="flex-end">
      <Select
        size="xs"
        w={120}
        clearable
        clearButtonProps={{ "aria-label": t("generate.feed.every", { name: t("generate.feed.media") }) }}
        label={t("generate.feed.media")}
        placeholder={t("generate.feed.all")}
        data={MEDIA.map((value) => ({ value, label: mediaName(value) }))}
        value={filters.media ?? null}
        onChange={(media) => onChange({ media: media ?? undefined })}
      />
      <Select
        size="xs"
        w={170}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t("generate.feed.every", { name: t("generate.feed.workflow") }) }}
        label={t("generate.feed.workflow")}
        placeholder={t("generate.feed.all")}
        data={(data?.items ?? []).map((one) => ({
          value: one.key,
          label: `${one.name} (${mediaName(one.media[0] ?? "")})`,
        }))}
        value={filters.workflow ?? null}
        onChange={(workflow) => onChange({ workflow: workflow ?? undefined })}
      />
      <TextInput
        size="xs"
        w={120}
        label={t("generate.words")}
        value={tag}
        onChange={(event) => {
          setTag(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <Checkbox
        size="xs"
        pb={6}
        label={t("generate.feed.favourites")}
        checked={filters.favourite === "true"}
        onChange={(event) => onChange({ favourite: event.currentTarget.checked ? "true" : undefined })}
      />
    </Group>
  );
}
