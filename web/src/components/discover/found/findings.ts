import type { DownloadTask } from "@/components/downloads/tasks";
import type { Order, PlannedItem } from "./order";

/** What a scan says against a file. */
export interface Finding {
  file: string;
  danger: string;
}

const dangerOf = (error: { details?: Readonly<Record<string, unknown>> | null } | null | undefined) => {
  const danger = error?.details?.danger;
  return typeof danger === "string" ? danger : undefined;
};

/** What stands against the files of a plan: the word of the source, or of the scan that stopped an earlier download. */
export function findingsOf(
  order: Order,
  items: readonly PlannedItem[],
  tasks: readonly DownloadTask[] = [],
): Finding[] {
  const urls = new Set(items.map(({ url }) => url).filter(Boolean));
  const told = items.flatMap((item): Finding[] => {
    const danger = dangerOf(item.error);
    return danger ? [{ file: item.file ?? item.reference, danger }] : [];
  });
  // The newest alone: it may have come since.
  const last = tasks.find((task) => urls.has(task.url) || task.reference === order.reference);
  const danger = last?.status === "failed" ? dangerOf(last.error) : undefined;
  const file = last?.filename ?? order.reference;
  return danger && !told.some((one) => one.file === file) ? [...told, { file, danger }] : told;
}
