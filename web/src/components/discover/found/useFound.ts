import "@/text/en/discover";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, api, body } from "@/api/client";
import { t } from "@/text";
import type { Order } from "./order";

/** What a reference names, read without asking the network. */
export function useResolved(reference: string) {
  return useQuery({
    queryKey: ["discover", "resolved", reference],
    queryFn: async () => {
      const named = await body(api.POST("/api/models/resolve", { body: { reference } }));
      if (named.kind === "invalid") throw new ApiError(named.reason ?? t("discover.reference_invalid"), 400, "usage");
      return named;
    },
  });
}

/** What a download would do. What arrives, or goes, in the library makes it old. */
export function usePlan(order: Order, enabled = true) {
  return useQuery({
    queryKey: ["model", "plan", order],
    queryFn: ({ signal }) => body(api.POST("/api/models/plan", { body: order as never, signal })),
    enabled,
    staleTime: 60_000,
  });
}

/** Begins downloads: the model, and what it needs beside it. */
export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (orders: readonly Order[]) => {
      const tasks = [];
      for (const order of orders)
        tasks.push(
          await body(
            api.POST("/api/models/download", { params: { query: { if_present: "ok" } }, body: order as never }),
          ),
        );
      return tasks;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
}
