import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { requestOf } from "./formClient";
import type { GenerationState } from "./GenerationProvider";
import { choiceOf } from "./memory";
import { filledIn } from "./pictureStore";
import type { Quote, Shown } from "./types";

/** What is known of the price. */
export type Price =
  /** The form is not far enough to have one. */
  | { state: "open" }
  /** It is asked for; `former` is that of other settings. */
  | { state: "asking"; former?: Quote }
  | { state: "failed"; error: unknown; retry: () => void }
  /** It holds for what is filled in now. */
  | { state: "known"; quote: Quote };

const PAUSE = 400;
// The orchestrator may change its prices; an old one is asked for anew.
const HOLDS = 5 * 60_000;

/** What the form would cost as it is, asked anew when something changes that may cost otherwise. */
export function useQuote({ memory, form, values, problems, isSettled }: GenerationState): Price {
  const key = form ? priceKey({ memory, form, values }) : "";
  const [askedKey] = useDebouncedValue(key, PAUSE);
  const blocking = Object.keys(problems).some(
    (name) => form?.fields.find((field) => field.key === name)?.price ?? true,
  );
  const canAsk = !!form?.engine && isSettled && !blocking && key === askedKey;

  const query = useQuery({
    queryKey: ["generate", "quote", key],
    queryFn: async ({ signal }) => {
      const request = await filledIn(requestOf(memory, values));
      return body(
        api.POST("/api/generation/quote", {
          params: { query: { tier: memory.tier } },
          body: request as never,
          signal: signal ?? null,
        }),
      );
    },
    enabled: canAsk,
    staleTime: HOLDS,
    refetchInterval: HOLDS,
    gcTime: HOLDS,
    placeholderData: keepPreviousData,
    retry: false,
  });

  if (!form?.engine || blocking) return { state: "open" };
  if (query.error && !query.isFetching)
    return { state: "failed", error: query.error, retry: () => void query.refetch() };
  if (query.data && !query.isPlaceholderData && !query.isFetching && key === askedKey)
    return { state: "known", quote: query.data };
  return { state: "asking", former: query.data };
}

/** All that the price may depend on; of a prompt only that it draws wildcards. */
export function priceKey({
  memory,
  form,
  values,
}: Pick<GenerationState, "memory" | "values"> & { form: Shown }): string {
  const visible = form.fields.filter((field) => field.visible !== false);
  const priced = visible
    .filter((field) => field.price)
    .map((field) => [field.key, field.fixed ? field.value : (values[field.key] ?? field.default)]);
  const drawn = visible
    .filter((field) => field.type === "text" && hasWildcards(values[field.key]))
    .map((field) => values[field.key]);
  const choice = [choiceOf(memory), form.workflow.key, form.ecosystem?.key, form.version?.id, memory.tier];
  return JSON.stringify([choice, priced, drawn, drawn.length > 0 ? memory.snippets : null]);
}

/** Whether a text names a list of words, such as `#colours` or `__animals/birds__`. */
export const hasWildcards = (text: unknown): boolean =>
  typeof text === "string" && /(^|\s)#[\w-]+|__[\w/-]+__/.test(text);
