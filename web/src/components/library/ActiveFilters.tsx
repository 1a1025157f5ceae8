import "@/text/en/library";
import { IconX } from "@tabler/icons-react";
import { type TextKey, t } from "@/text";
import { cleared, type Filters, narrowedBy } from "./filters";
import css from "./Library.module.css";
import { stateWord } from "./words";

/** What narrows the list now; each can be taken away, and all at once. */
export function ActiveFilters({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const names = narrowedBy(filters);
  if (names.length === 0) return null;
  return (
    <div className={css.chips}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className={css.chip}
          aria-label={t("library.filter_remove", { filter: filterWord(name), value: valueWord(name, filters[name]) })}
          onClick={() => onChange({ [name]: undefined })}
        >
          {filterWord(name)}: {valueWord(name, filters[name])}
          <IconX size={12} aria-hidden />
        </button>
      ))}
      <button type="button" className={css.clear} onClick={() => onChange(cleared())}>
        {t("library.filters_clear")}
      </button>
    </div>
  );
}

export function filterWord(name: string): string {
  return name === "q" ? t("library.filter_q") : t(`library.filter_${name}` as TextKey);
}

export function valueWord(name: string, value = ""): string {
  if (name === "status") return stateWord(value);
  return name === "size" && /^(small|medium|large)$/.test(value) ? t(`library.size_${value}` as TextKey) : value;
}
