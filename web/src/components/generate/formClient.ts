import { ApiError, api, body } from "@/api/client";
import { type Choice, choiceOf, type FormMemory, recall } from "./memory";
import { type Field, type Shown, sameJson, type Values } from "./types";

/** A form as the server shows it, with what was sent for it, and what it refused by field. */
export interface Settled {
  form: Shown;
  sent: Values;
  refused: Record<string, string>;
}

/** Stands for a picture that is still to be chosen: without one, a form from pictures turns into one from words. */
const MISSING = [{ url: "none:" }];
const ROUNDS = 4;

/** What is sent: the choice, the values of the fields that are there, and how wildcards are drawn. */
export function requestOf(memory: FormMemory, values: Values): Values {
  const choice: Choice = choiceOf(memory);
  return { ...choice, ...values, ...(memory.snippets ? { snippets: memory.snippets } : {}) };
}

/**
 * Asks for the form until its fields have the values that are remembered for them: which fields there are, and where
 * their values are kept, only the answer says.
 * @param known The fields of the answer before; with the same choice one question is enough.
 */
export async function settle(memory: FormMemory, known: readonly Field[], signal?: AbortSignal): Promise<Settled> {
  let values = recall(known, memory);
  let former: Shown | undefined;
  for (let round = 0; ; round++) {
    let form: Shown;
    try {
      form = await ask(memory, values, signal);
    } catch (problem) {
      const refused = reasonsOf(problem);
      if (!refused) throw problem;
      former ??= await plainer(memory, problem, signal);
      const wanted = recall(former.fields, memory);
      if (round >= ROUNDS || sameJson(sorted(wanted), sorted(values))) return { form: former, sent: values, refused };
      values = wanted;
      continue;
    }
    const wanted = recall(form.fields, memory);
    if (round >= ROUNDS || sameJson(sorted(wanted), sorted(values))) return { form, sent: values, refused: {} };
    [values, former] = [wanted, form];
  }
}

/** The form without what it may have been refused for: its values, then its version, then its ecosystem. */
async function plainer(memory: FormMemory, problem: unknown, signal?: AbortSignal): Promise<Shown> {
  for (const plain of [memory, { ...memory, models: {} }, { ...memory, models: {}, ecosystems: {} }])
    try {
      return await ask({ ...plain, snippets: undefined }, {}, signal);
    } catch (other) {
      if (!reasonsOf(other)) throw other;
    }
  throw problem;
}

async function ask(memory: FormMemory, values: Values, signal?: AbortSignal): Promise<Shown> {
  const form = await show(requestOf(memory, values), memory.tier, signal);
  if (!memory.workflow.startsWith("img") || form.fields.some((field) => field.type === "images")) return form;
  const open = await show({ ...requestOf(memory, values), images: MISSING }, memory.tier, signal);
  return { ...open, is_ready: false };
}

function show(form: Values, tier: string | undefined, signal?: AbortSignal): Promise<Shown> {
  return body(
    api.POST("/api/generation/form", { params: { query: { tier } }, body: form as never, signal: signal ?? null }),
  );
}

/** What was wrong with a form, by field; undefined when something else went wrong. */
export function reasonsOf(problem: unknown): Record<string, string> | undefined {
  if (!(problem instanceof ApiError) || problem.status < 400 || problem.status >= 500) return undefined;
  const { field, ...reasons } = problem.details;
  const told = Object.entries(reasons).filter((row): row is [string, string] => typeof row[1] === "string");
  if (typeof field === "string") return { [field]: problem.message, ...Object.fromEntries(told) };
  return undefined;
}

const sorted = (values: Values) => Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
