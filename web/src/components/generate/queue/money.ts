import "@/text/en/generate";
import { t } from "@/text";
import type { Generation } from "../types";

/** What was taken and given back, by account. */
export function moneyOf(row: Pick<Generation, "cost" | "transactions">): string {
  const lines = row.transactions.map(({ type, amount, account }) => {
    const values = { amount, account: account ?? t("unknown") };
    return type === "credit" ? t("generate.money.back", values) : t("generate.money.paid", values);
  });
  if (lines.length > 0) return lines.join(", ");
  return row.cost != null ? t("generate.money.cost", { amount: row.cost }) : "";
}
