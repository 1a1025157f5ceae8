import { notifications } from "@mantine/notifications";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { ModelInfo } from "@/components/library/models";
import { lastRequest, requests, serve } from "../../../test/server";
import ModelLibrary from "./ModelLibrary";

const tiny = {
  id: "tinyllama-1.1b-chat-q4",
  name: "TinyLlama 1.1B Chat Q4_K_M",
  provider: "llama-cpp",
  size: 669000000,
  description: "A small model for chat",
  capabilities: ["chat"],
  status: "available",
} as ModelInfo;
const phi = { ...tiny, id: "phi-3", name: "Phi 3 Mini", status: "local", local_path: "/models/phi.gguf" } as ModelInfo;

function library(models: ModelInfo[], all = models.length) {
  const local = models.filter(({ status }) => status === "local").length;
  return {
    models,
    total_count: models.length,
    local_count: local,
    available_count: models.length - local,
    library_totals: { total: all, local, available: all - local },
  };
}
const refusal = (message: string) =>
  Response.json(
    {
      error: {
        type: "NetworkError",
        message,
        details: {},
        resolution_steps: ["Free some space."],
        code: "disk",
        retryable: false,
      },
    },
    { status: 507 },
  );
const queryOf = (route: string) => new URL(lastRequest(route)?.url ?? "http://none").searchParams;
const LIST = "GET /api/models/library";

// What one test was told is no word of the next.
afterEach(() => notifications.clean());

test("renders model library with models", async () => {
  serve({
    [LIST]: library([tiny]),
    "POST /api/models/download": { task_id: "t", model_id: tiny.id, status: "pending" },
  });
  render(<ModelLibrary />);

  // Wait for models to load
  await screen.findByText("TinyLlama 1.1B Chat Q4_K_M");

  // Test download functionality
  const downloadButton = screen.getByText("Download");
  fireEvent.click(downloadButton);

  // Verify download initiated
  expect(screen.getByText("Download Started")).toBeInTheDocument();
  await waitFor(async () =>
    expect(await lastRequest("POST /api/models/download")?.json()).toEqual({ model_id: tiny.id }),
  );
});

test("a refused download takes the word back and says why", async () => {
  serve({ [LIST]: library([tiny]), "POST /api/models/download": () => refusal("The disk is full.") });
  render(<ModelLibrary />);
  fireEvent.click(await screen.findByText("Download"));
  fireEvent.click(screen.getByText("Download"));
  expect(await screen.findByText(/The disk is full. Free some space./)).toBeInTheDocument();
  expect(screen.queryByText("Download Started")).toBeNull();
  expect(requests().filter((route) => route === "POST /api/models/download")).toHaveLength(1);
});

test("shows nothing of its own when the server fails, and the models when it is back", async () => {
  let isBroken = true;
  serve({ [LIST]: () => (isBroken ? refusal("No database.") : library([tiny])) });
  render(<ModelLibrary />);
  expect(await screen.findByText(/No database/)).toBeInTheDocument();
  expect(screen.queryByText(tiny.name)).toBeNull();
  isBroken = false;
  fireEvent.click(screen.getByText("Try again"));
  await screen.findByText(tiny.name);
});

test("a search waits for a pause, is marked, remembered, and its failure never shows the former list", async () => {
  serve({
    [LIST]: (request: Request) => {
      const q = new URL(request.url).searchParams.get("q");
      if (q === "broken") return refusal("The search does not work.");
      return library([tiny, phi].filter(({ name }) => name.toLowerCase().includes(q ?? "")));
    },
  });
  render(<ModelLibrary />);
  await screen.findByText(phi.name);
  const before = requests().length;
  const box = screen.getByRole("searchbox", { name: "Search the library" });
  await userEvent.type(box, "tiny");
  expect(requests().length).toBe(before);
  await waitFor(() => expect(screen.queryByText(phi.name)).toBeNull());
  expect(requests().filter((route) => route === LIST)).toHaveLength(2);
  expect(screen.getByText("Tiny").tagName).toBe("MARK");
  expect(localStorage.getItem("model_library_search")).toBe("tiny");
  await userEvent.clear(box);
  await userEvent.type(box, "broken");
  expect(await screen.findByText(/The search does not work/)).toBeInTheDocument();
  expect(screen.queryByText(/TinyLlama/)).toBeNull();
});

test("filters and order are remembered under the names of the description", async () => {
  localStorage.setItem("model_library_search", "tiny");
  localStorage.setItem("model_library_filter_provider", "llama-cpp");
  localStorage.setItem("model_library_filter_size", "small");
  localStorage.setItem("model_library_sort_by", "size");
  localStorage.setItem("model_library_sort_order", "desc");
  serve({ [LIST]: library([tiny]), "GET /api/models/facets": { provider: [{ value: "llama-cpp", count: 1 }] } });
  render(<ModelLibrary />);
  await waitFor(() => expect(screen.getByRole("article")).toBeInTheDocument());
  const asked = queryOf(LIST);
  expect([asked.get("q"), asked.get("provider"), asked.get("size"), asked.get("sort"), asked.get("order")]).toEqual([
    "tiny",
    "llama-cpp",
    "small",
    "size",
    "desc",
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Filters (2)" }));
  await userEvent.selectOptions(await screen.findByLabelText("Status"), "local");
  await waitFor(() => expect(queryOf(LIST).get("status")).toBe("local"));
  expect(localStorage.getItem("model_library_filter_status")).toBe("local");
  await userEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
  await waitFor(() => expect(localStorage.getItem("model_library_filter_provider")).toBeNull());
  expect(queryOf(LIST).get("sort")).toBe("size");
});

test("says which filters leave nothing, and takes them away", async () => {
  localStorage.setItem("model_library_filter_status", "error");
  serve({
    [LIST]: (request: Request) => library(new URL(request.url).searchParams.has("status") ? [] : [tiny], 1),
  });
  render(<ModelLibrary />);
  expect(await screen.findByText("No model fits Status: Error.")).toBeInTheDocument();
  await userEvent.click(screen.getAllByText("Clear all filters").at(-1) as HTMLElement);
  await screen.findByText(tiny.name);
});

test("an empty library says what to do", async () => {
  serve({ [LIST]: library([]) });
  render(<ModelLibrary />);
  expect(await screen.findByText("The library is empty")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Add your model folders" })).toHaveAttribute("href", "/welcome");
  expect(screen.getByRole("link", { name: "find models to download" })).toHaveAttribute("href", "/discover");
});

test("deleting is undone from the trash", async () => {
  serve({
    [LIST]: library([phi]),
    "DELETE /api/models/phi-3": { message: "", model_id: "phi-3", trash_item: "item-1", freed_bytes: 0 },
    "POST /api/models/trash/restore": { items: [], freed_bytes: 0 },
  });
  render(<ModelLibrary />);
  fireEvent.click(await screen.findByText("Delete"));
  fireEvent.click(await screen.findByText("Undo"));
  await waitFor(async () =>
    expect(await lastRequest("POST /api/models/trash/restore")?.json()).toEqual({ items: ["item-1"] }),
  );
});

test("tells who asked which model was selected", async () => {
  const onModelSelect = vi.fn();
  serve({ [LIST]: library([phi]), "GET /api/models/phi-3": phi });
  render(<ModelLibrary onModelSelect={onModelSelect} />);
  const cell = await screen.findByRole("gridcell", { name: phi.name });
  fireEvent.keyDown(cell, { key: "Enter" });
  await waitFor(() => expect(onModelSelect).toHaveBeenCalledWith(phi));
});

test("Space selects, and bulk tags are added to those that there are", async () => {
  serve({
    [LIST]: library([phi, tiny]),
    "GET /api/models/phi-3": { ...phi, tags: ["old"] },
    "PATCH /api/models/phi-3": phi,
  });
  render(<ModelLibrary />);
  fireEvent.keyDown(await screen.findByRole("gridcell", { name: phi.name }), { key: " " });
  expect(await screen.findByText("1 selected")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Add tags" }));
  await userEvent.type(await screen.findByLabelText("Tags to add, with commas between"), "mine, old");
  await userEvent.click(screen.getByRole("button", { name: "Add to all", hidden: true }));
  await waitFor(async () =>
    expect(await lastRequest("PATCH /api/models/phi-3")?.json()).toEqual({ tags: ["old", "mine"] }),
  );
  expect(await screen.findByText("Add tags: 1 of 1 are fine")).toBeInTheDocument();
});

test("a card of somebody else's takes the place of ours", async () => {
  serve({ [LIST]: library([tiny]) });
  ModelLibrary.registerComponent("ModelCard", ({ model }: { model: ModelInfo }) => <b>mine: {model.description}</b>);
  render(<ModelLibrary />);
  expect(await screen.findByText("mine: A small model for chat")).toBeInTheDocument();
  expect(queryOf(LIST).get("fields")).toBeNull();
});
