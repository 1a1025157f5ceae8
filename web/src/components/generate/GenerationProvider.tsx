import "@/text/en/generate";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { type Arrival, adopt, type Report } from "./adopt";
import { type Settled, settle } from "./formClient";
import { carry, type FormMemory, forget, recall, remember, type Snippets } from "./memory";
import { ecosystemsQuery, workflowsQuery } from "./queries";
import type { Catalogued, Field, Shown, Values } from "./types";
import { usePersistForm } from "./usePersistForm";

const PAUSE = 250;

/** The form and all that changes it. */
export interface GenerationState {
  memory: FormMemory;
  /** As the server shows it; undefined before its first answer. */
  form: Shown | undefined;
  /** What the person has filled in, by the fields that are shown. */
  values: Values;
  /** What is wrong, by field. */
  problems: Record<string, string>;
  /** Whether what is shown is what the server said of these very values. */
  isSettled: boolean;
  error: unknown;
  retry: () => void;
  report: Report | undefined;
  closeReport: () => void;
  set: (field: Field, value: unknown) => void;
  chooseWorkflow: (key: string) => void;
  chooseEcosystem: (key: string) => void;
  chooseModel: (model: unknown) => void;
  setSnippets: (snippets: Snippets | undefined) => void;
  setTier: (tier: string | undefined) => void;
  /** Fills fields in by their keys; those that are not there are named. */
  fill: (values: Values, what: string) => void;
  /** Takes settings from elsewhere, and says what of them. */
  take: (arrival: Promise<Arrival>) => Promise<void>;
  reset: () => void;
}

const Context = createContext<GenerationState | null>(null);

export function useGeneration(): GenerationState {
  const state = useContext(Context);
  if (!state) throw new Error("A part of the form stands outside of GenerationProvider.");
  return state;
}

/** Holds the form for all that stands in it: what is chosen and filled in, and what the server says of it. */
export function GenerationProvider({ storageKey, children }: { storageKey?: string; children: ReactNode }) {
  const client = useQueryClient();
  const [memory, change] = usePersistForm(storageKey);
  const [asked] = useDebouncedValue(memory, PAUSE, { leading: true });
  const known = useRef<readonly Field[]>([]);
  const [report, setReport] = useState<Report>();
  const latest = useRef(memory);
  useEffect(() => {
    latest.current = memory;
  }, [memory]);

  const query = useQuery({
    queryKey: ["generate", "form", asked],
    queryFn: async ({ signal }): Promise<Settled> => {
      const former = known.current;
      const settled = await settle(asked, former, signal);
      // Only the answer says where the other choice keeps its values.
      const to = settled.form.fields;
      if (carry(asked, former, to) !== asked) change((now) => carry(now, former, to));
      return settled;
    },
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const form = query.data?.form;
  const isSettled = asked === memory && !!query.data && !query.isPlaceholderData && !query.isFetching && !query.error;
  useEffect(() => {
    known.current = form?.fields ?? [];
  }, [form]);

  const state = useMemo((): GenerationState => {
    const restore = (before: FormMemory) => async () => change(() => before);
    const kinds = (key: string): Catalogued | undefined =>
      client.getQueryData<{ items: Catalogued[] }>(workflowsQuery.queryKey)?.items.find((one) => one.key === key);
    return {
      memory,
      form,
      values: form ? recall(form.fields, memory) : {},
      problems: problemsOf(query.data),
      isSettled,
      error: query.error,
      retry: () => void query.refetch(),
      report,
      closeReport: () => setReport(undefined),
      set: (field, value) => change((old) => remember(old, field, value)),
      chooseWorkflow: (key) =>
        change((old) => {
          const here = form?.ecosystem?.key ?? old.ecosystems[old.workflow];
          // The architecture stays where it can do the other thing as well.
          const stays = here !== undefined && kinds(key)?.parts.includes(here);
          return { ...old, workflow: key, ecosystems: stays ? { ...old.ecosystems, [key]: here } : old.ecosystems };
        }),
      chooseEcosystem: (key) => change((old) => ({ ...old, ecosystems: { ...old.ecosystems, [old.workflow]: key } })),
      chooseModel: (model) =>
        change((old) => {
          const key = old.ecosystems[old.workflow] ?? form?.ecosystem?.key;
          if (!key) return old;
          return {
            ...old,
            ecosystems: { ...old.ecosystems, [old.workflow]: key },
            models: { ...old.models, [key]: model },
          };
        }),
      setSnippets: (snippets) => change((old) => ({ ...old, snippets })),
      setTier: (tier) => change((old) => ({ ...old, tier })),
      fill: (values, what) => {
        const fields = form?.fields ?? [];
        change((old) =>
          fields.reduce((kept, field) => (field.key in values ? remember(kept, field, values[field.key]) : kept), old),
        );
        const missing = Object.keys(values).filter((key) => !fields.some((field) => field.key === key));
        offerUndo(
          missing.length === 0
            ? t("generate.filled", { what })
            : t("generate.filled_without", { what, fields: missing.join(", ") }),
          restore(memory),
        );
      },
      take: async (arrival) => {
        try {
          // It may come seconds later, and somebody typed meanwhile.
          const told = await arrival;
          const adopted = await adopt(latest.current, told);
          const before = latest.current;
          change(() => adopted.memory);
          setReport(adopted.report);
          offerUndo(t("generate.taken", { source: adopted.report.source }), async () => {
            change(() => before);
            setReport(undefined);
          });
        } catch (problem) {
          tellError(problem, t("generate.take.doing"));
        }
      },
      reset: () => {
        change((old) => ({ ...forget(old, form?.fields ?? []), snippets: undefined }));
        offerUndo(t("generate.reset.done"), restore(memory));
      },
    };
  }, [memory, form, query.data, query.error, query.refetch, isSettled, report, change, client]);

  // Asked once for all that stands in it.
  useQuery(workflowsQuery);
  useQuery(ecosystemsQuery);
  return <Context value={state}>{children}</Context>;
}

function problemsOf(settled: Settled | undefined): Record<string, string> {
  if (!settled) return {};
  const gaps = settled.form.fields.flatMap((field) => (field.problem ? [[field.key, field.problem] as const] : []));
  const gates = Object.entries(settled.form.gates ?? {}).map(([key, gate]) => [key, gate.message] as const);
  return { ...Object.fromEntries(gaps), ...Object.fromEntries(gates), ...settled.refused };
}
