import "@/text/en/library";
import { memo, type ReactNode, Suspense } from "react";
import { registerComponent } from "@/app/extensions";
import type { DownloadHandlers } from "@/components/downloads/DownloadActions";
import { Highlight } from "@/components/library/Highlight";
import { useDownloadOf } from "@/components/library/live";
import { fetchWords, isHere, type ModelInfo, stateOf } from "@/components/library/models";
import { Preview } from "@/components/library/Preview";
import { stateWord, typeWord } from "@/components/library/words";
import type { Display } from "@/components/parts/Leveled";
import { bytes } from "@/lib/format";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import css from "./ModelCard.module.css";

const RunningActions = lazily(() => import("@/components/library/RunningActions"));

/** Its download is paused, resumed and cancelled by the server, unless the page has ways of its own. */
export interface ModelCardProps extends DownloadHandlers {
  model: ModelInfo;
  onDownload: (modelId: string) => void;
  onDelete: (modelId: string) => void;
  onViewDetails: (modelId: string) => void;
  /** What was searched for, to mark it. */
  words?: readonly string[];
  /** How its picture is shown. */
  display?: Display;
  /** Whether it is looked at, and a picture worth asking for. */
  isCalm?: boolean;
  /** Whether the Tab key reaches its buttons; those of 50,000 others are passed over. */
  isActive?: boolean;
  /** Whether who looks may download and delete. */
  may?: boolean;
}

const NO_WORDS: readonly string[] = [];

/**
 * One model. Plain elements and nothing else: hundreds of these come and go while somebody scrolls, and one can stand
 * anywhere, without the page around it.
 */
function ModelCard(props: ModelCardProps) {
  const { model, words = NO_WORDS, display = "show", isCalm = true, isActive = true, may = true } = props;
  const task = useDownloadOf(model.id, model.status === "downloading");
  const state = task ? "downloading" : stateOf(model);
  const reachable = isActive ? 0 : -1;
  const { name } = model;
  const fetching = fetchWords(model);
  return (
    <article className={css.card} data-state={state}>
      <div className={css.picture}>
        <Preview model={model} display={display} isCalm={isCalm} isActive={isActive} />
        <span className={css.state} data-state={state}>
          {stateWord(task?.status ?? state)}
        </span>
      </div>
      <h2 className={css.name} title={name}>
        <Highlight text={name} words={words} />
      </h2>
      <p className={css.facts}>{[typeWord(model), model.base_model, sizeOf(model)].filter(Boolean).join(" · ")}</p>
      <p className={css.tags}>
        {(model.tags?.length ? model.tags : model.capabilities)?.slice(0, 3).map((tag) => (
          <span key={tag} className={css.tag}>
            <Highlight text={tag} words={words} />
          </span>
        ))}
      </p>
      {state === "downloading" ? (
        <Progress name={name} value={task?.progress ?? model.download_progress}>
          {task && (
            <Suspense fallback={null}>
              <RunningActions task={task} handlers={props} isReachable={isActive} />
            </Suspense>
          )}
        </Progress>
      ) : (
        <div className={css.actions}>
          <button
            type="button"
            className={css.button}
            tabIndex={reachable}
            aria-label={t("library.details_of", { name })}
            onClick={() => props.onViewDetails(model.id)}
          >
            {t("library.details")}
          </button>
          {may && fetching && (
            <button
              type="button"
              className={`${css.button} ${css.main}`}
              tabIndex={reachable}
              aria-label={t(fetching.label, { name })}
              onClick={() => props.onDownload(model.id)}
            >
              {t(fetching.shown)}
            </button>
          )}
          {may && isHere(model) && (
            <button
              type="button"
              className={css.button}
              tabIndex={reachable}
              aria-label={t("library.delete_of", { name })}
              onClick={() => props.onDelete(model.id)}
            >
              {t("delete")}
            </button>
          )}
        </div>
      )}
    </article>
  );
}

interface ProgressProps {
  name: string;
  value?: number | null;
  children: ReactNode;
}

function Progress({ name, value, children }: ProgressProps) {
  const part = value ?? 0;
  return (
    <div className={css.progress}>
      <progress value={part} max={1} aria-label={t("library.progress_of", { name })} />
      <span>{t("library.percent", { value: (part * 100).toFixed(1) })}</span>
      {children}
    </div>
  );
}

function sizeOf(model: ModelInfo): string | null {
  const size = model.disk_usage || model.size;
  return size ? bytes(size) : null;
}

const Shown = Object.assign(memo(ModelCard), { registerComponent });
export default Shown;
