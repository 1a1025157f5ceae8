import { api, body } from "@/api/client";

// Definitions change when a file does; they are no matter of events.
export const workflowsQuery = {
  queryKey: ["generate", "workflows"],
  queryFn: () => body(api.GET("/api/generation/workflows")),
};
export const ecosystemsQuery = {
  queryKey: ["generate", "ecosystems"],
  queryFn: () => body(api.GET("/api/generation/ecosystems")),
};
export const limitsQuery = {
  queryKey: ["generate", "limits"],
  queryFn: () => body(api.GET("/api/generation/limits")),
};
export const presetsQuery = (ecosystem: string) => ({
  queryKey: ["generate", "presets", ecosystem],
  queryFn: () => body(api.GET("/api/generation/presets/{ecosystem}", { params: { path: { ecosystem } } })),
});
export const queueQuery = {
  queryKey: ["generation", "queue"],
  queryFn: () => body(api.GET("/api/generation/queue", { params: { query: { limit: 100 } } })),
};
