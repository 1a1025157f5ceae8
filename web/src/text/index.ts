import { common } from "./en/common";
import { discover } from "./en/discover";
import { downloads } from "./en/downloads";
import { gallery } from "./en/gallery";
import { generate } from "./en/generate";
import { library } from "./en/library";
import { providers } from "./en/providers";
import { settings } from "./en/settings";
import { welcome } from "./en/welcome";

/** Every text of the page, by its key; a translation is another object of the same keys. */
const english = {
  ...common,
  ...library,
  ...discover,
  ...downloads,
  ...providers,
  ...generate,
  ...gallery,
  ...settings,
  ...welcome,
};

export type TextKey = keyof typeof english;

/**
 * A text, with `{name}` filled in. `{count|one|many}` is the first word for 1 and the second otherwise.
 */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return english[key].replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (one !== undefined) return value === 1 ? one : (many ?? "");
    return value === undefined ? `{${name}}` : typeof value === "number" ? value.toLocaleString("en") : value;
  });
}
