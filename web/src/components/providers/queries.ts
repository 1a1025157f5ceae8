import { api, body } from "@/api/client";

// All begin with "providers": what changes models or settings makes them old together.
export const integrationQuery = {
  queryKey: ["providers", "integration"],
  queryFn: () => body(api.GET("/api/providers/integration/status")),
};
export const providersQuery = {
  queryKey: ["providers", "all"],
  queryFn: () => body(api.GET("/api/providers")),
};
const at = (provider: string) => ({ params: { path: { provider } } });

export const suggestionsQuery = (provider: string) => ({
  queryKey: ["providers", provider, "suggestions"],
  queryFn: () => body(api.GET("/api/providers/{provider}/suggestions", at(provider))),
});
export const recommendationsQuery = (provider: string, limit: number) => ({
  queryKey: ["providers", provider, "recommendations", limit],
  queryFn: () =>
    body(api.GET("/api/providers/{provider}/recommendations", { params: { path: { provider }, query: { limit } } })),
});
export const validationQuery = (provider: string) => ({
  queryKey: ["providers", provider, "validation"],
  queryFn: () => body(api.GET("/api/providers/{provider}/validate", at(provider))),
});
export const settingsQuery = (provider: string) => ({
  queryKey: ["providers", provider, "settings"],
  queryFn: () => body(api.GET("/api/providers/{provider}/settings", at(provider))),
});
export const healthQuery = (provider: string) => ({
  queryKey: ["providers", provider, "health"],
  queryFn: () => body(api.GET("/api/providers/{provider}/health", at(provider))),
});
