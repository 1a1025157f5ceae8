// biome-ignore-all lint/a11y/useSemanticElements: a table of the browser cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: a row is focused, or a cell, not both
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid listens to the keys of all its cells
import "@/text/en/library";
import { memo, Suspense } from "react";
import { bytes } from "@/lib/format";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import type { Cell } from "./Cells";
import type { Filters } from "./filters";
import type { Handlers } from "./Grid";
import { Highlight } from "./Highlight";
import { useDownloadOf } from "./live";
import { fetchWords, isHere, stateOf } from "./models";
import css from "./Table.module.css";
import { stateWord, typeWord } from "./words";

const RunningActions = lazily(() => import("./RunningActions"));

interface TableRowProps extends Cell {
  isSelected: boolean;
  isOpen: boolean;
  words: readonly string[];
  handlers: Handlers;
  may: boolean;
}

/** One model as a row. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { index, line, card, model, isActive, isSelected, isOpen, words, handlers, may } = props;
  const task = useDownloadOf(model?.id ?? "", model?.status === "downloading");
  const { group } = card;
  const name = model?.name ?? "";
  const fetching = model && fetchWords(model);
  const reachable = isActive ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={line}
      tabIndex={reachable}
      data-card={index}
      aria-selected={isSelected}
      className={css.row}
      data-member={card.isMember || undefined}
      onClick={(event) => {
        if (!model || (event.target as Element).closest("button, a, input, label")) return;
        if (event.shiftKey || event.ctrlKey || event.metaKey) handlers.toggle(index, event.shiftKey);
        else handlers.open(model.id);
      }}
    >
      <span role="gridcell">
        {model && (
          <input
            type="checkbox"
            checked={isSelected}
            tabIndex={reachable}
            aria-label={t("library.select_of", { name })}
            onChange={(event) => handlers.toggle(index, (event.nativeEvent as MouseEvent).shiftKey ?? false)}
          />
        )}
      </span>
      <span role="gridcell" className={css.name}>
        {group && (
          <button
            type="button"
            className={css.group}
            tabIndex={reachable}
            aria-expanded={isOpen}
            onClick={() => handlers.toggleGroup(group)}
          >
            {t(isOpen ? "library.group_close" : "library.group_open", { count: group.members.length })}
          </button>
        )}
        <span className={css.text} title={name}>
          <Highlight text={name} words={words} />
        </span>
      </span>
      <span role="gridcell">{model && typeWord(model)}</span>
      <span role="gridcell">{model?.base_model}</span>
      <span role="gridcell">{model?.provider}</span>
      <span role="gridcell" className={css.number}>
        {model && bytes(model.disk_usage || model.size || null)}
      </span>
      <span role="gridcell">
        {model &&
          (task?.status === "downloading"
            ? t("library.percent", { value: (task.progress * 100).toFixed(1) })
            : stateWord(task?.status ?? stateOf(model)))}
      </span>
      <span role="gridcell" className={css.actions}>
        {task && (
          <Suspense fallback={null}>
            <RunningActions task={task} isReachable={isActive} />
          </Suspense>
        )}
        {may && model && fetching && !task && (
          <button
            type="button"
            tabIndex={reachable}
            aria-label={t(fetching.label, { name })}
            onClick={() => handlers.download(model.id)}
          >
            {t(fetching.shown)}
          </button>
        )}
        {may && model && isHere(model) && (
          <button
            type="button"
            tabIndex={reachable}
            aria-label={t("library.delete_of", { name })}
            onClick={() => handlers.trash(model.id)}
          >
            {t("delete")}
          </button>
        )}
      </span>
    </div>
  );
});

const COLUMNS = [
  ["name", "library.column_name"],
  ["type", "library.column_type"],
  ["base", "library.column_base"],
  ["provider", "library.column_provider"],
  ["size", "library.column_size"],
  ["status", "library.column_status"],
] as const;

/** The heads of the columns; pressing one sorts, pressing it again turns the order around. */
export function TableHead({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const isByProvider = filters.group === "provider";
  const sort = isByProvider ? "provider" : (filters.sort ?? "name");
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" aria-rowindex={1} className={css.row}>
        <span role="columnheader" aria-label={t("library.column_select")} />
        {COLUMNS.map(([name, title]) => (
          <span
            key={name}
            role="columnheader"
            aria-sort={sort === name ? (filters.order === "desc" ? "descending" : "ascending") : "none"}
          >
            <button
              type="button"
              onClick={() =>
                onChange({
                  sort: name,
                  order: sort === name && filters.order !== "desc" ? "desc" : undefined,
                  ...(isByProvider && name !== "provider" ? { group: undefined } : undefined),
                })
              }
            >
              {t(title)}
              <span aria-hidden>{sort === name ? (filters.order === "desc" ? " ↓" : " ↑") : ""}</span>
            </button>
          </span>
        ))}
        <span role="columnheader" aria-label={t("library.column_actions")} />
      </div>
    </div>
  );
}
