import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderAlone } from "../../../test/render";
import { lastRequest, serve } from "../../../test/server";
import { ProviderSettingsForm } from "./ProviderSettingsForm";

const routes = {
  "GET /api/providers/ollama/settings": { provider: "ollama", has_key: false, models: [] },
  "GET /api/providers/ollama/suggestions": {
    recommendations: { excellent: [], good: [], acceptable: [] },
    compatibility_details: {},
  },
  "GET /api/providers/ollama/health": { provider: "ollama", state: "not_configured" },
};
const refused = () =>
  Response.json(
    {
      error: {
        type: "ValidationError",
        message: "The address of a provider is like http://127.0.0.1:11434, without a name, key or question in it.",
        details: {},
        resolution_steps: [],
        code: "usage",
        retryable: false,
      },
    },
    { status: 400 },
  );

test("a refusal stands at its field, which gets the keyboard; only what changed is sent", async () => {
  sessionStorage.clear();
  serve({ ...routes, "PUT /api/providers/ollama/settings": refused });
  renderAlone(<ProviderSettingsForm provider="ollama" tab="test" />);
  const address = await screen.findByRole("textbox", { name: "Address" });
  await userEvent.type(address, "nowhere{Enter}");
  await waitFor(() => expect(address).toHaveFocus());
  expect(address).toHaveAccessibleDescription(/The address of a provider is like/);
  expect(await lastRequest("PUT /api/providers/ollama/settings")?.json()).toEqual({ address: "nowhere" });
  expect(screen.getByText("not saved")).toBeInTheDocument();
});

test("a model that Ollama has is offered once, also when the library knows it", async () => {
  sessionStorage.clear();
  serve({
    ...routes,
    "GET /api/providers/ollama/suggestions": {
      recommendations: { excellent: ["ollama/both:1b"], good: [], acceptable: [] },
      compatibility_details: {},
    },
    "GET /api/providers/ollama/health": { provider: "ollama", state: "healthy", models: ["both:1b", "new:1b"] },
  });
  renderAlone(<ProviderSettingsForm provider="ollama" tab="test" />);
  await userEvent.click(await screen.findByRole("combobox", { name: "Models" }));
  await screen.findByText("new:1b");
  const names = screen.getAllByRole("option", { hidden: true }).map((option) => option.textContent);
  expect(names).toEqual(["ollama/both:1b", "new:1b"]);
});

test("who may not change it is told what is lacking", async () => {
  serve({ ...routes, "GET /api/access/session": { name: "guest", scope: "read", key_needed: true } });
  renderAlone(<ProviderSettingsForm provider="ollama" tab="test" />);
  expect(await screen.findByText("This needs a key of scope admin")).toBeInTheDocument();
  expect(screen.queryByRole("textbox", { name: "Address" })).not.toBeInTheDocument();
});
