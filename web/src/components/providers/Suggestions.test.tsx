import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderAlone } from "../../../test/render";
import { lastRequest, serve } from "../../../test/server";
import { Suggestions } from "./Suggestions";

const verdict = {
  model_id: "tinyllama-1.1b-chat-q4",
  provider: "llama-cpp",
  compatible: true,
  compatibility_score: 0.85,
  band: "good",
  reasons: ["llama.cpp reads gguf"],
  requirements: {},
  recommendations: [],
  reason_codes: [],
  recommendation_codes: [],
  unknown: ["context"],
};

test("a suggestion tells its reasons and what is not known, and is downloaded", async () => {
  serve({
    "GET /api/providers/llama-cpp/suggestions": {
      provider: "llama-cpp",
      provider_capabilities: { supported_formats: ["gguf"] },
      recommendations: { excellent: [], good: [verdict.model_id], acceptable: [] },
      total_compatible_models: 1,
      compatibility_details: { [verdict.model_id]: verdict },
    },
    "GET /api/providers/llama-cpp/validate": { local_models: [] },
    "GET /api/providers/llama-cpp/settings": { provider: "llama-cpp", has_key: false, models: [] },
    "POST /api/models/download": { task_id: "1", status: "pending" },
  });
  renderAlone(<Suggestions provider="llama-cpp" />);
  expect(await screen.findByText("Good · 85 %")).toBeInTheDocument();
  expect(screen.getByText("llama.cpp reads gguf")).toBeInTheDocument();
  expect(screen.getByText("Not known: context")).toBeInTheDocument();
  await userEvent.click(await screen.findByRole("button", { name: /^Download/ }));
  expect(await screen.findByText("Download Started")).toBeInTheDocument();
  expect(await lastRequest("POST /api/models/download")?.json()).toEqual({
    model_id: verdict.model_id,
    provider: "llama-cpp",
  });
});
