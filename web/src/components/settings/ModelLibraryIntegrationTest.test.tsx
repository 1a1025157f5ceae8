import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { renderAlone } from "../../../test/render";
import { requests, serve } from "../../../test/server";
import ModelLibraryIntegrationTest from "./ModelLibraryIntegrationTest";

const row = (over: object = {}) => ({
  name: "llama-cpp",
  healthy: true,
  has_compatible_models: true,
  has_local_models: true,
  local_models_count: 1,
  available_for_download: 0,
  total_compatible: 1,
  status: "healthy",
  recommendations: [],
  health: { provider: "llama-cpp", state: "reachable", checked_at: 1, took_seconds: 0.1 },
  ...over,
});
const verdict = { model_id: "tiny", provider: "llama-cpp", compatible: true, compatibility_score: 0.9 };
const well = {
  "GET /health": { status: "ok", version: "1.2.3", database: "sqlite", uptime_seconds: 1 },
  "GET /api/models/library": { models: [], library_totals: { total: 1, local: 1, available: 0 } },
  "GET /api/providers/integration/status": {
    providers: { "llama-cpp": row() },
    overall_status: "healthy",
    total_providers: 1,
    healthy_providers: 1,
    providers_with_models: 1,
    total_compatible_models: 1,
    recommendations: [],
  },
  "GET /api/providers/llama-cpp/health": { provider: "llama-cpp", state: "reachable" },
  "GET /api/providers/llama-cpp/recommendations": { recommendations: [verdict] },
  "POST /api/providers/compatibility/check": verdict,
  "GET /api/providers/llama-cpp/validate": {
    provider: "llama-cpp",
    has_local_models: true,
    local_models: ["tiny"],
    local_models_count: 1,
    recommendations: [],
  },
};
const state = (step: string) => screen.getByTestId(`step-${step}`).dataset.state;

test("all six steps ask the server, and pass when it is well", async () => {
  serve(well);
  renderAlone(<ModelLibraryIntegrationTest />);
  await userEvent.click(await screen.findByRole("button", { name: "Run the test" }));
  expect(await screen.findByText("6 passed, 0 with a warning, 0 failed, 0 not run")).toBeInTheDocument();
  for (const route of Object.keys(well)) expect(requests()).toContain(route);
});

test("a step that fails says what to do, and the others go on", async () => {
  serve({
    ...well,
    "GET /api/providers/llama-cpp/health": {
      provider: "llama-cpp",
      state: "unreachable",
      message: "No connection: is llama.cpp running?",
    },
  });
  renderAlone(<ModelLibraryIntegrationTest />);
  await userEvent.click(await screen.findByRole("button", { name: "Run the test" }));
  await screen.findByText(/5 passed, 0 with a warning, 1 failed/);
  expect(state("provider_health")).toBe("failed");
  expect(state("workflow_validation")).toBe("passed");
  const steps = screen.getByRole("list", { name: "Integration test" });
  expect(within(steps).getByText(/is llama\.cpp running/)).toBeInTheDocument();
});

test("its buttons call what they were given, and tell the window otherwise", async () => {
  const [toLibrary, told] = [vi.fn(), vi.fn()];
  window.addEventListener("navigate-to-llm-settings", told);
  renderAlone(<ModelLibraryIntegrationTest onNavigateToModelLibrary={toLibrary} />);
  await userEvent.click(await screen.findByRole("button", { name: "Model library" }));
  await userEvent.click(screen.getByRole("button", { name: "LLM settings" }));
  expect(toLibrary).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledOnce();
  window.removeEventListener("navigate-to-llm-settings", told);
});
