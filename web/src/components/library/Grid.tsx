// biome-ignore-all lint/a11y/useSemanticElements: a table of the browser cannot be virtual
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid listens to the keys of all its cells
import "@/text/en/library";
import { memo } from "react";
import type { Display } from "@/components/parts/Leveled";
import type { ModelCardProps } from "@/components/settings/ModelCard";
import { t } from "@/text";
import type { Cell } from "./Cells";
import css from "./Grid.module.css";
import type { Group } from "./groups";

const NARROW = 560;

/** Two side by side on a phone, as many as fit elsewhere. */
export const columnsOfGrid = (width: number): number =>
  width < NARROW ? (width < 300 ? 1 : 2) : Math.floor((width + 12) / (220 + 12));
export const heightOfGrid = (width: number): number => (width < NARROW && width > 0 ? 264 : 300);

export interface Handlers {
  /** What a press on a model does: selects it for who asked, or opens it. */
  open: (id: string) => void;
  details: (id: string) => void;
  download: (id: string) => void;
  trash: (id: string) => void;
  toggle: (index: number, toHere: boolean) => void;
  toggleGroup: (group: Group) => void;
}

interface GridCellProps extends Cell {
  Card: React.ComponentType<ModelCardProps>;
  isSelected: boolean;
  isOpen: boolean;
  words: readonly string[];
  display: Display;
  handlers: Handlers;
  may: boolean;
}

/** A card in the grid: chosen by its box, by Space, or with Shift all from the last one. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { index, card, model, isActive, isCalm, isSelected, isOpen, Card, words, display, handlers, may } = props;
  const { group, isMember } = card;
  const name = model?.name ?? "";
  return (
    <div
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      data-card={index}
      aria-selected={isSelected}
      aria-label={name || t("library.loading")}
      className={css.cell}
      data-member={isMember || undefined}
      onClick={(event) => {
        if (!model || (event.target as Element).closest("button, a, input, label")) return;
        if (event.shiftKey || event.ctrlKey || event.metaKey) handlers.toggle(index, event.shiftKey);
        else handlers.open(model.id);
      }}
    >
      {model ? (
        <>
          <Card
            key={model.id}
            model={model}
            onDownload={handlers.download}
            onDelete={handlers.trash}
            onViewDetails={handlers.details}
            words={words}
            display={display}
            isCalm={isCalm}
            isActive={isActive}
            may={may}
          />
          <label className={css.check}>
            <input
              type="checkbox"
              checked={isSelected}
              tabIndex={isActive ? 0 : -1}
              aria-label={t("library.select_of", { name })}
              onChange={(event) => handlers.toggle(index, (event.nativeEvent as MouseEvent).shiftKey ?? false)}
            />
          </label>
          {group && (
            <button
              type="button"
              className={css.group}
              tabIndex={isActive ? 0 : -1}
              aria-expanded={isOpen}
              onClick={() => handlers.toggleGroup(group)}
            >
              {t(isOpen ? "library.group_close" : "library.group_open", { count: group.members.length })}
            </button>
          )}
        </>
      ) : (
        <div className={css.waiting} />
      )}
    </div>
  );
});
