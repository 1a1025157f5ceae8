import "@/text/en/library";
import { type TextKey, t } from "@/text";
import type { ModelInfo } from "./models";

const STATES: Record<string, TextKey> = {
  available: "library.state_available",
  local: "library.state_local",
  downloading: "library.state_downloading",
  error: "library.state_error",
  missing: "library.state_missing",
  unreachable: "library.state_unreachable",
  incomplete: "library.state_incomplete",
  broken: "library.state_broken",
  quarantined: "library.state_quarantined",
  trashed: "library.state_trashed",
  pending: "library.state_pending",
  paused: "library.state_paused",
  verifying: "library.state_verifying",
};

/** What a state is called; a word that nobody knows yet is shown as it is. */
export function stateWord(state: string): string {
  const key = STATES[state];
  return key ? t(key) : state.replaceAll("_", " ");
}

/** What a model is, as far as somebody knows. */
export function typeWord(model: ModelInfo): string {
  return model.model_type ?? model.format ?? model.provider;
}
