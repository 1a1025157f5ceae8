import "@/text/en/providers";
import { t } from "@/text";

const HEALTH = [
  "reachable",
  "unreachable",
  "unauthorized",
  "failing",
  "not_configured",
  "not_asked",
  "no_server",
] as const;
const STATUS = ["healthy", "needs_models", "degraded", "error"] as const;
const BANDS = ["excellent", "good", "acceptable"] as const;

export function healthWord(state: string): string {
  const known = HEALTH.find((one) => one === state);
  return known ? t(`providers.health.${known}`) : state;
}

export function healthColour(state: string): string {
  if (state === "reachable") return "green";
  return state === "unreachable" || state === "unauthorized" || state === "failing" ? "red" : "gray";
}

export function statusWord(status: string): string {
  const known = STATUS.find((one) => one === status);
  return known ? t(`providers.status.${known}`) : status;
}

export function statusColour(status: string): string {
  return status === "healthy" ? "green" : status === "error" ? "red" : "yellow";
}

export function bandWord(band: string): string {
  const known = BANDS.find((one) => one === band);
  return known ? t(`providers.band.${known}`) : t("providers.band.none");
}

export function bandColour(band: string): string {
  return band === "excellent" ? "green" : band === "good" ? "teal" : band === "acceptable" ? "yellow" : "red";
}
