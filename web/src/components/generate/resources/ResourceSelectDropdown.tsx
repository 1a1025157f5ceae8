import "@/text/en/generate";
import { Combobox, Group, Loader, ScrollArea, Text, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";
import type { Entry, Resource } from "../types";
import { entryOf, type ResourceWish, refusalOf, useResources } from "./useResources";

const PAUSE = 300;

/** Finds a model while one types; what does not go with the rest is grey, with the reason. */
export function ResourceSelectDropdown({
  wish,
  label,
  placeholder,
  id,
  isFull,
  error,
  describedBy,
  onChoose,
}: {
  wish: Omit<ResourceWish, "query">;
  label: string;
  placeholder?: string;
  id?: string;
  /** Whether there is no room for another one. */
  isFull?: boolean;
  error?: boolean;
  describedBy?: string;
  onChoose: (entry: Entry) => void;
}) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState("");
  const [query] = useDebouncedValue(text, PAUSE);
  const asked = useResources({ ...wish, query }, combobox.dropdownOpened);
  const found = asked.data?.pages.flatMap((page) => page.items) ?? [];
  const isWaiting = asked.isFetching || text !== query;

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(key) => {
        const chosen = found.find((one) => keyOf(one) === key);
        const entry = chosen && entryOf(chosen);
        if (entry) onChoose(entry);
        setText("");
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          id={id}
          size="sm"
          aria-label={label}
          aria-describedby={describedBy}
          placeholder={placeholder}
          value={text}
          disabled={isFull}
          error={error}
          rightSection={isWaiting && combobox.dropdownOpened ? <Loader size={14} /> : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label}>
          <ScrollArea.Autosize mah={280} type="auto">
            {found.map((one) => (
              <Combobox.Option
                key={keyOf(one)}
                value={keyOf(one)}
                disabled={!entryOf(one) || refusalOf(one) !== undefined}
              >
                <FoundResource resource={one} />
              </Combobox.Option>
            ))}
            {asked.error && (
              <Combobox.Empty>{handleApiError(asked.error, t("generate.resource.doing")).message}</Combobox.Empty>
            )}
            {!asked.error && !isWaiting && found.length === 0 && (
              <Combobox.Empty>{t("generate.resource.none")}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

export const keyOf = (resource: Resource): string =>
  `${resource.source}:${resource.version_id ?? resource.air ?? resource.id ?? resource.name}`;

function FoundResource({ resource }: { resource: Resource }) {
  const refusal = refusalOf(resource) ?? (entryOf(resource) ? undefined : t("generate.resource.unnamed"));
  return (
    <div>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="sm" truncate>
          {resource.name} {resource.version_name}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {resource.base_model}
        </Text>
      </Group>
      {(refusal || resource.level === "partial") && (
        <Text size="xs" c="dimmed">
          {refusal ?? resource.level_reason?.message}
        </Text>
      )}
    </div>
  );
}
