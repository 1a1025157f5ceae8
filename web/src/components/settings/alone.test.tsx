import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentType } from "react";
import { expect, test, vi } from "vitest";
import { serve } from "../../../test/server";

const files = import.meta.glob<{ default: ComponentType<Record<string, unknown>> }>(["./*.tsx", "!./*.test.tsx"], {
  eager: true,
});

/** What each one is given, what the server says, and what it shows then; one that is added needs a line. */
const SHOWN: Record<string, { props?: object; answers?: Record<string, unknown>; text: string }> = {
  DownloadManager: {
    answers: { "GET /api/models/downloads": { downloads: [], total_count: 0 } },
    text: "Nothing is being downloaded",
  },
  LLMSettings: {
    answers: {
      "GET /api/providers": {
        providers: [
          {
            name: "ollama",
            display_name: "Ollama",
            required_capabilities: ["text-generation"],
            local_models: 2,
            total_models: 3,
          },
        ],
      },
    },
    text: "3 models fit, 2 here",
  },
  ModelCard: {
    props: {
      model: { id: "a", name: "Amber", provider: "comfyui", size: 1, capabilities: [], status: "available" },
      onDownload: vi.fn(),
      onDelete: vi.fn(),
      onViewDetails: vi.fn(),
    },
    text: "Amber",
  },
  ModelLibrary: {
    answers: {
      "GET /api/models/library": {
        models: [],
        total_count: 0,
        local_count: 0,
        available_count: 0,
        library_totals: { total: 0, local: 0, available: 0 },
      },
    },
    text: "The library is empty",
  },
  ModelLibraryIntegrationTest: { text: "Run the test" },
};

const all = Object.entries(files).map(([path, file]) => [path.slice(2, -4), file.default] as const);

test("every component of the settings is known here", () =>
  expect(all.map(([name]) => name).sort()).toEqual(Object.keys(SHOWN)));

test.each(all)("%s stands alone, with nothing around it", async (name, Part) => {
  const { props, answers, text } = SHOWN[name] ?? { text: name };
  serve(answers ?? {});
  // React tells by this what would only warn in the page.
  const complaints = vi.spyOn(console, "error");
  render(<Part {...props} />);
  expect(await screen.findByText(text)).toBeInTheDocument();
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});

test("alone the settings of language models tell the window where somebody wants to go", async () => {
  serve({ "GET /api/providers": { providers: [] } });
  const told = vi.fn();
  window.addEventListener("navigate-to-model-library", told, { once: true });
  const Part = files["./LLMSettings.tsx"]?.default as ComponentType;
  render(<Part />);
  await userEvent.click(await screen.findByRole("button", { name: "Model library" }));
  expect(told).toHaveBeenCalledOnce();
});
