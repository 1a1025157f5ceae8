import { useState } from "react";
import { levelWord } from "@/app/levels";
import type { Display } from "@/components/parts/Leveled";
import { t } from "@/text";
import type { ModelInfo } from "./models";
import css from "./Preview.module.css";
import { typeWord } from "./words";

/** The widths that the server keeps; a card of a screen with two pixels for one needs twice its own. */
const WIDTH = 320;

/** Where the picture of a model is, as wide as it is shown. */
export function previewAddress(id: string, width: number): string {
  const wide = Math.min(1024, Math.ceil((width * Math.min(2, window.devicePixelRatio || 1)) / 64) * 64);
  return `/api/models/${encodeURIComponent(id)}/preview?width=${wide}`;
}

interface PreviewProps {
  model: ModelInfo;
  display: Display;
  isCalm: boolean;
  /** Whether the Tab key reaches what shows it. */
  isActive: boolean;
}

/** The picture of a model, blurred or hidden by its level; its type where it has none. */
export function Preview({ model, display, isCalm, isActive }: PreviewProps) {
  // What was begun is finished, though somebody scrolls on.
  const [wanted, setWanted] = useState(isCalm);
  if (isCalm && !wanted) setWanted(true);
  const [asked, setAsked] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const level = levelWord(model.preview_level);
  if (!model.has_preview || isBroken || display === "hide")
    return (
      <div className={css.none} data-type={hue(model)}>
        {display === "hide" && model.has_preview ? t("level.hidden", { level: level ?? "" }) : typeWord(model)}
      </div>
    );
  if (!wanted) return <div className={css.none} />;
  const isBlurred = display === "blur" && !asked;
  return (
    <>
      <img
        className={isBlurred ? css.blurred : css.image}
        src={previewAddress(model.id, WIDTH)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setBroken(true)}
      />
      {isBlurred && (
        <button
          type="button"
          className={css.show}
          tabIndex={isActive ? 0 : -1}
          onClick={(event) => {
            // It goes, and the focus with it; the arrow keys go on from the card.
            event.currentTarget.closest<HTMLElement>("[role=gridcell]")?.focus({ preventScroll: true });
            setAsked(true);
          }}
        >
          {t("level.show")} {level}
        </button>
      )}
    </>
  );
}

// Eight grounds are enough to tell types apart at a glance.
function hue(model: ModelInfo): number {
  let sum = 0;
  for (const letter of typeWord(model)) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return sum % 8;
}
