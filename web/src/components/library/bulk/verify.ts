import "@/text/en/library";
import { api, body, type Doc } from "@/api/client";
import { t } from "@/text";
import { waitForJob } from "../jobs";
import { begin, report } from "./run";
import type { Item } from "./works";

/** What a verification answers, as far as the page needs it. */
interface Wrong {
  model_id: string;
  state: string;
  reason?: string | null;
}

/** Compares models with their recorded hashes, as one job of the server. */
export async function verifyAll(items: readonly Item[], onEnd: () => void): Promise<void> {
  const names = new Map(items);
  const mine = begin(t("library.bulk_verify"), items.length);
  const failAll = (why: string) => report({ failed: [{ id: "", name: t("library.bulk_verify"), why }] });
  try {
    const { job_id } = await body(
      api.POST("/api/models/verify", { body: { model_ids: [...names.keys()], quick: null } }),
    );
    const job = await waitForJob(
      job_id,
      ({ progress }) => report({ done: Math.round((progress ?? 0) * items.length) }),
      mine.signal,
    );
    if (job.state === "failed") failAll(job.error?.message ?? job.state);
    report({
      state: job.state === "cancelled" ? "cancelled" : "done",
      ...(job.state === "completed" ? { done: items.length, failed: wrongOf(job, names) } : {}),
    });
  } catch (problem) {
    failAll(problem instanceof Error ? problem.message : String(problem));
    report({ state: "done" });
  }
  onEnd();
}

function wrongOf(job: Doc<"JobDocument">, names: ReadonlyMap<string, string>) {
  const { wrong = [] } = (job.result ?? {}) as { wrong?: Wrong[] };
  return wrong.map((one) => ({
    id: one.model_id,
    name: names.get(one.model_id) ?? one.model_id,
    why: one.reason ?? one.state,
  }));
}
