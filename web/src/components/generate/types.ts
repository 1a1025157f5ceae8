import type { Doc } from "@/api/client";

/** What is filled in, by the keys of fields. */
export type Values = Record<string, unknown>;
export type Shown = Doc<"ShownForm">;
export type Field = Doc<"ShownField">;
export type Resource = Doc<"ResourceDocument">;
export type Generation = Doc<"GenerationDocument">;
export type Output = Doc<"GenerationOutputDocument">;
export type Quote = Doc<"GenerationQuoteDocument">;
export type Catalogued = Doc<"CatalogueItem">;

/** A picture or video of a form; `preview` is where this page finds a result, and `level` its level: nobody else is told. */
export interface Source {
  url: string;
  width?: number | null;
  height?: number | null;
  name?: string;
  preview?: string;
  level?: string | null;
}

/** A model of a form: what the server asks for, and what a card shows. */
export interface Entry {
  id?: number;
  air?: string;
  name?: string;
  versionName?: string | null;
  baseModel?: string | null;
  model?: { name?: string; type?: string | null };
  strength?: number;
  minStrength?: number;
  maxStrength?: number;
  trainedWords?: readonly string[];
  preview?: string | null;
  [more: string]: unknown;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
