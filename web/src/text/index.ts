import { add, texts } from "./add";
import { common } from "./en/common";
import type { discover } from "./en/discover";
import type { downloads } from "./en/downloads";
import type { gallery } from "./en/gallery";
import type { generate } from "./en/generate";
import type { library } from "./en/library";
import type { providers } from "./en/providers";
import type { settings } from "./en/settings";
import type { welcome } from "./en/welcome";

// Texts of a page travel with the page: who uses one of them imports its catalogue.
add(common);

type English = typeof common &
  typeof library &
  typeof discover &
  typeof downloads &
  typeof providers &
  typeof generate &
  typeof gallery &
  typeof settings &
  typeof welcome;

/** The key of a text; a translation is another set of the same keys. */
export type TextKey = keyof English;

/**
 * A text, with `{name}` filled in. `{count|one|many}` is the first word for 1 and the second otherwise.
 */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return (texts[key] ?? key).replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (_, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (one !== undefined) return value === 1 ? one : (many ?? "");
      return value === undefined ? `{${name}}` : typeof value === "number" ? value.toLocaleString("en") : value;
    },
  );
}
