import { type Field, isObject, type Values } from "./types";

/** How many prompts are drawn of wildcards. */
export interface Snippets {
  mode: "random" | "batch";
  count?: number;
}

/** What the form remembers: the choice, and each value where the server says that it is kept. */
export interface FormMemory {
  workflow: string;
  /** The ecosystem last used, by workflow. */
  ecosystems: Record<string, string>;
  /** The version last used, by ecosystem. */
  models: Record<string, unknown>;
  /** Values by `remember` of their fields, then by key. */
  fields: Record<string, Values>;
  snippets?: Snippets;
  /** Whose limits hold. */
  tier?: string;
}

/** The choice of a form, as it is sent. */
export interface Choice {
  workflow: string;
  ecosystem?: string;
  model?: unknown;
}

export const emptyMemory = (workflow: string): FormMemory => ({ workflow, ecosystems: {}, models: {}, fields: {} });

/** What stands in a store; nothing of it is believed. */
export function readMemory(text: string | null, workflow: string): FormMemory {
  try {
    const kept: unknown = JSON.parse(text ?? "");
    if (isObject(kept) && typeof kept.workflow === "string" && isObject(kept.fields))
      return { ...emptyMemory(workflow), ...kept } as FormMemory;
  } catch {
    // A store that somebody else wrote to is as good as none.
  }
  return emptyMemory(workflow);
}

export function choiceOf(memory: FormMemory): Choice {
  const ecosystem = memory.ecosystems[memory.workflow];
  const model = ecosystem === undefined ? undefined : memory.models[ecosystem];
  return { workflow: memory.workflow, ...(ecosystem ? { ecosystem } : {}), ...(model ? { model } : {}) };
}

/** The values that these fields have been given, each from its own place. */
export function recall(fields: readonly Field[], memory: FormMemory): Values {
  const values: Values = {};
  for (const field of fields) {
    const kept = memory.fields[field.remember]?.[field.key];
    if (field.visible !== false && !field.fixed && kept !== undefined && kept !== null) values[field.key] = kept;
  }
  return values;
}

/** Remembers a value where its field says; undefined forgets it. */
export function remember(memory: FormMemory, field: Pick<Field, "key" | "remember">, value: unknown): FormMemory {
  const place = { ...memory.fields[field.remember] };
  if (value === undefined || value === null) delete place[field.key];
  else place[field.key] = value;
  return { ...memory, fields: { ...memory.fields, [field.remember]: place } };
}

export function forget(memory: FormMemory, fields: readonly Field[]): FormMemory {
  return fields.reduce((kept, field) => remember(kept, field, undefined), memory);
}

/**
 * Takes models and sizes along to another ecosystem that has none of its own yet: what does not go with it is kept,
 * grey with the reason. Steps and their like are a version's own, and never leak into another.
 */
export function carry(memory: FormMemory, from: readonly Field[], to: readonly Field[]): FormMemory {
  const CARRIED = new Set(["resources", "size"]);
  return to.reduce((kept, field) => {
    if (!CARRIED.has(field.type) || field.scope !== "ecosystem") return kept;
    const former = from.find((one) => one.key === field.key && one.type === field.type);
    if (!former || former.remember === field.remember || kept.fields[field.remember]?.[field.key] !== undefined)
      return kept;
    return remember(kept, field, kept.fields[former.remember]?.[former.key]);
  }, memory);
}
