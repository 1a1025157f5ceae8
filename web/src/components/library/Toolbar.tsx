import "@/text/en/library";
import { ActionIcon, Button, Group, NativeSelect } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconFilter,
  IconLayoutGrid,
  IconList,
  IconServer,
  IconStack2,
  IconTrash,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type TextKey, t } from "@/text";
import { type Filters, narrowedBy, SORTS } from "./filters";
import { SavedViews } from "./SavedViews";
import { SearchBox } from "./SearchBox";

interface ToolbarProps {
  filters: Filters;
  onChange: (change: Filters) => void;
  isFiltering: boolean;
  onFiltering: () => void;
  onTrash: () => void;
}

/** The search, the order, and how the models are shown. */
export function Toolbar({ filters, onChange, isFiltering, onFiltering, onTrash }: ToolbarProps) {
  const isTable = filters.view === "table";
  const isGrouped = filters.group === "on";
  const isByProvider = filters.group === "provider";
  const isDescending = filters.order === "desc";
  const narrowed = narrowedBy(filters).filter((name) => name !== "q").length;
  return (
    <Group gap="xs" wrap="wrap">
      <SearchBox value={filters.q ?? ""} onSearch={(q) => onChange({ q: q || undefined })} />
      <Button
        variant={isFiltering || narrowed > 0 ? "light" : "default"}
        leftSection={<IconFilter size={16} aria-hidden />}
        aria-expanded={isFiltering}
        onClick={onFiltering}
      >
        {narrowed > 0 ? t("library.filters_on", { count: narrowed }) : t("library.filters")}
      </Button>
      <NativeSelect
        aria-label={t("library.sort")}
        value={isByProvider ? "provider" : (filters.sort ?? "name")}
        data={SORTS.map((value) => ({ value, label: t(`library.sort_${value}` as TextKey) }))}
        // Headings of providers stand in their order and no other.
        onChange={(event) =>
          onChange({ sort: event.currentTarget.value, ...(isByProvider ? { group: undefined } : undefined) })
        }
        w={150}
      />
      <Group gap={4} wrap="nowrap">
        <Toggle
          label={t(isDescending ? "library.order_desc" : "library.order_asc")}
          onClick={() => onChange({ order: isDescending ? undefined : "desc" })}
        >
          {isDescending ? <IconArrowDown size={18} aria-hidden /> : <IconArrowUp size={18} aria-hidden />}
        </Toggle>
        <Toggle
          label={t("library.as_table")}
          isOn={isTable}
          onClick={() => onChange({ view: isTable ? undefined : "table" })}
        >
          {isTable ? <IconLayoutGrid size={18} aria-hidden /> : <IconList size={18} aria-hidden />}
        </Toggle>
        <Toggle
          label={t("library.grouped")}
          isOn={isGrouped}
          onClick={() => onChange({ group: isGrouped ? undefined : "on" })}
        >
          <IconStack2 size={18} aria-hidden />
        </Toggle>
        <Toggle
          label={t("library.by_provider")}
          isOn={isByProvider}
          onClick={() => onChange({ group: isByProvider ? undefined : "provider" })}
        >
          <IconServer size={18} aria-hidden />
        </Toggle>
        <SavedViews filters={filters} onChange={onChange} />
        <Toggle label={t("library.trash")} onClick={onTrash}>
          <IconTrash size={18} aria-hidden />
        </Toggle>
      </Group>
    </Group>
  );
}

function Toggle(props: { label: string; isOn?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <ActionIcon
      size={36}
      variant={props.isOn ? "light" : "default"}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isOn}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
}
