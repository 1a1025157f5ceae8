import "@/text/en/generate";
import { api, body, send } from "@/api/client";
import { t } from "@/text";
import { type FormMemory, remember } from "./memory";
import { takenOut } from "./pictureStore";
import { isObject, type Shown, type Values } from "./types";

/** What became of settings that came from elsewhere. */
export interface Report {
  /** Where they came from, for people. */
  source: string;
  /** Labels of the fields that have them now. */
  taken: readonly string[];
  /** What has no place here, or was understood otherwise, in sentences. */
  left: readonly string[];
  models: readonly { name: string; matchedBy: string | null }[];
}

/** Settings from elsewhere: the form that was made of them, and what is to be said of it. */
export interface Arrival {
  source: string;
  form: Values;
  notes: readonly string[];
  models?: Report["models"];
}

const CHOICE = new Set(["workflow", "ecosystem", "model", "baseModel", "snippets", "input", "output", "triggerWords"]);

/** Puts settings into the memory, each value where the server says that it is kept; nothing is dropped without a word. */
export async function adopt(memory: FormMemory, arrival: Arrival): Promise<{ memory: FormMemory; report: Report }> {
  const form = await takenOut(arrival.form);
  const shown = await body(
    api.POST("/api/generation/form", { params: { query: { tier: memory.tier } }, body: form as never }),
  );
  const workflow = shown.workflow.key;
  const ecosystem = shown.ecosystem?.key;
  let next: FormMemory = { ...memory, workflow, snippets: snippetsOf(form) };
  if (ecosystem) {
    next = { ...next, ecosystems: { ...next.ecosystems, [workflow]: ecosystem } };
    next = { ...next, models: { ...next.models, [ecosystem]: modelOf(form, shown) } };
  }
  const taken: string[] = [];
  // What the settings do not name is as the definitions say, not as it happened to stand here before.
  for (const field of shown.fields) {
    const given = form[field.key];
    const isSaid = given !== undefined && given !== null;
    next = remember(next, field, isSaid ? given : undefined);
    if (isSaid) taken.push(field.label);
  }
  const known = new Set(shown.fields.map(({ key }) => key));
  const without = Object.keys(form).filter((key) => !known.has(key) && !CHOICE.has(key) && !shown.unused?.[key]);
  const left = [
    ...arrival.notes,
    ...(shown.notes ?? []),
    ...Object.values(shown.unused ?? {}),
    ...without.map((key) => t("generate.report.no_place", { key })),
  ];
  return {
    memory: next,
    report: { source: arrival.source, taken, left: [...new Set(left)], models: arrival.models ?? [] },
  };
}

function modelOf(form: Values, shown: Shown): unknown {
  return form.model ?? (shown.version ? { id: shown.version.id } : undefined);
}

function snippetsOf(form: Values): FormMemory["snippets"] {
  return isObject(form.snippets) ? (form.snippets as unknown as FormMemory["snippets"]) : undefined;
}

/** The settings of an earlier generation; those of another workflow on one of its results. */
export async function fromGeneration(id: string, workflow?: string, output?: number): Promise<Arrival> {
  const { form, notes } = await body(
    api.GET("/api/generation/{id}/form", { params: { path: { id }, query: { for: workflow, output } } }),
  );
  return { source: t("generate.report.of_generation"), form: form as unknown as Values, notes };
}

/** The settings of a picture, whatever program made it. */
export async function fromPicture(picture: Blob, name: string): Promise<Arrival> {
  const answer = await send("/api/generation/remix", {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: picture,
  });
  const told = (await answer.json()) as {
    form: Values;
    notes: string[];
    models: { type: string; name?: string | null; version_id?: number | null; matched_by?: string | null }[];
  };
  const models = told.models.map((model) => ({
    name: `${model.name ?? (model.version_id ? t("generate.version_number", { id: String(model.version_id) }) : t("unknown"))} (${model.type})`,
    matchedBy: model.matched_by ?? null,
  }));
  return { source: name, form: told.form, notes: told.notes, models };
}

/** The settings of a picture of the gallery. */
export async function fromGallery(id: string): Promise<Arrival> {
  const address = `/api/pictures/${encodeURIComponent(id)}`;
  const [file, row] = await Promise.all([
    send(`${address}/file`),
    send(address).then((answer) => answer.json() as Promise<{ path: string }>),
  ]);
  return fromPicture(await file.blob(), row.path);
}
