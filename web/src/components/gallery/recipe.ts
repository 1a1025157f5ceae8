import "@/text/en/gallery";
import { bytes } from "@/lib/format";
import { type TextKey, t } from "@/text";
import type { Recipe } from "./queries";

/** The last part of a path of any system. */
export const nameOf = (path: string): string => path.split(/[\\/]/).pop() ?? path;

const VIDEOS = new Set(["mp4", "webm", "matroska"]);
export const isVideo = (kind: string | null | undefined): boolean => VIDEOS.has(kind ?? "");

/** What was set, as rows to show; what nobody said is left out. */
export function settingsOf(recipe: Recipe): { label: string; value: string }[] {
  const rows: [TextKey, unknown][] = [
    ["gallery.generator", [recipe.generator, recipe.generator_version].filter(Boolean).join(" ")],
    ["gallery.sampler", recipe.sampler],
    ["gallery.scheduler", recipe.scheduler],
    ["gallery.steps", recipe.steps],
    ["gallery.cfg", recipe.cfg_scale],
    ["gallery.seed", recipe.seed],
    ["gallery.size", recipe.width && recipe.height ? `${recipe.width} × ${recipe.height}` : undefined],
  ];
  return rows.flatMap(([key, value]) =>
    value === undefined || value === null || value === "" ? [] : [{ label: t(key), value: String(value) }],
  );
}

/** Everything as A1111 writes it, which most programs read when it is pasted. */
export function asText(recipe: Recipe): string {
  const parts: [string, unknown][] = [
    ["Steps", recipe.steps],
    ["Sampler", recipe.sampler_names?.name ?? recipe.sampler],
    ["CFG scale", recipe.cfg_scale],
    ["Seed", recipe.seed],
    ["Size", recipe.width && recipe.height ? `${recipe.width}x${recipe.height}` : undefined],
    ["Model", recipe.models.find(({ resource }) => resource.type === "checkpoint")?.resource.name],
  ];
  const last = parts
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
  return [recipe.prompt, recipe.negative_prompt && `Negative prompt: ${recipe.negative_prompt}`, last]
    .filter(Boolean)
    .join("\n");
}

/** `PNG, 832 × 1216, 1.2 MiB` of the file itself. */
export function describeFile(image: Recipe["image"], size?: number): string {
  return [
    image?.format.toUpperCase(),
    image?.width && image.height ? `${image.width} × ${image.height}` : undefined,
    size === undefined ? undefined : bytes(size),
  ]
    .filter(Boolean)
    .join(", ");
}
