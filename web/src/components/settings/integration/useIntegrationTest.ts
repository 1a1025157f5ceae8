import "@/text/en/providers";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/api/client";
import { t } from "@/text";
import { STEPS, StepFailure, type StepId } from "./steps";

export interface StepResult {
  id: StepId;
  state: "waiting" | "running" | "passed" | "warning" | "failed" | "skipped";
  /** How long it took, in milliseconds. */
  took?: number;
  said?: string;
  todo?: readonly string[];
}

const WAITING: readonly StepResult[] = STEPS.map(({ id }) => ({ id, state: "waiting" }));

/** Runs the steps one after another; without a server the others have nothing to ask. */
export function useIntegrationTest() {
  const [results, setResults] = useState<readonly StepResult[]>(WAITING);
  const [isRunning, setRunning] = useState(false);
  const ended = useRef<AbortController>(undefined);
  useEffect(() => () => ended.current?.abort(), []);

  const run = useCallback(async () => {
    ended.current?.abort();
    const control = new AbortController();
    ended.current = control;
    setRunning(true);
    setResults(WAITING);
    const put = (id: StepId, result: Omit<StepResult, "id">) =>
      setResults((all) => all.map((one) => (one.id === id ? { id, ...result } : one)));
    const known = {};
    let isCut = false;
    for (const step of STEPS) {
      if (isCut || control.signal.aborted) {
        put(step.id, { state: "skipped" });
        continue;
      }
      put(step.id, { state: "running" });
      const begun = performance.now();
      try {
        const finding = await step.run(known, control.signal);
        put(step.id, { ...finding, took: performance.now() - begun });
      } catch (problem) {
        if (control.signal.aborted) {
          put(step.id, { state: "skipped" });
          continue;
        }
        put(step.id, { state: "failed", took: performance.now() - begun, ...why(problem) });
        isCut = step.id === "api_connectivity";
      }
    }
    if (ended.current === control) setRunning(false);
  }, []);

  return { results, isRunning, run, stop: () => ended.current?.abort() };
}

function why(problem: unknown): { said: string; todo: readonly string[] } {
  if (problem instanceof StepFailure) return { said: problem.message, todo: problem.todo };
  if (problem instanceof ApiError) return { said: problem.message, todo: problem.steps };
  return { said: problem instanceof Error ? problem.message : String(problem), todo: [t("providers.test.see_log")] };
}
