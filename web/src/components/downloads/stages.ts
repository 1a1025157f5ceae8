import { type TextKey, t } from "@/text";
import type { DownloadTask } from "./tasks";

/** The stages that a person is shown; what comes before them is preparation, and the record belongs to publishing. */
export const STAGES = ["transfer", "verify", "inspect", "publish"] as const;
export type Stage = (typeof STAGES)[number];

/** The one of the four that a word of the server means; undefined for what comes before them, and for none. */
export function stageOf(stage: string | null | undefined): Stage | undefined {
  return stage === "record" ? "publish" : STAGES.find((one) => one === stage);
}

/** What the server calls the stage, for people. */
export function stageWord(stage: string): string {
  return t(`downloads.stage.${stage}` as TextKey);
}

/** The stage of one that is under way or stopped on the way; what waits or is over has none. */
export function stageNow({ status, stage }: Pick<DownloadTask, "status" | "stage">): string | undefined {
  return status === "downloading" || status === "verifying" || status === "paused" ? (stage ?? undefined) : undefined;
}
