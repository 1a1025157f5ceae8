import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import ModelCard from "@/components/settings/ModelCard";
import { addressOf, filtersOf } from "./filters";
import { cardsOf, groupAll, groupKey, rowsOf, sectionsOf, shownOf } from "./groups";
import { Highlight, wordsOf } from "./Highlight";
import { noteDownload } from "./live";
import type { ModelInfo } from "./models";
import { walk } from "./walk";

const entry = (name: string, base_model: string | null = null) => ({ id: name, name, base_model }) as ModelInfo;

test.each([
  ["TinyLlama 1.1B Chat Q4_K_M", "TinyLlama 1.1B Chat Q8_0"],
  ["flux1-dev-fp8_e4m3fn", "flux1-dev bf16"],
  ["DreamShaper_v8", "DreamShaper v7.5 pruned"],
  ["owl.safetensors", "owl-fp16.safetensors"],
])("%s and %s are variants of one model", (one, other) => expect(groupKey(entry(one))).toBe(groupKey(entry(other))));

test.each([
  [entry("Phi 3 Mini"), entry("Phi 2 Mini")],
  [entry("Detail", "SDXL 1.0"), entry("Detail", "Pony")],
  [entry("fp16"), entry("bf16")],
])("others are not", (one, other) => expect(groupKey(one)).not.toBe(groupKey(other)));

test("what the source says of a group wins over names", () =>
  expect(groupKey({ ...entry("a"), version_group: "civitai:1" })).toBe(
    groupKey({ ...entry("b"), version_group: "civitai:1" }),
  ));

test("an open group stands before its members, at the place of its first", () => {
  const groups = groupAll([entry("a"), entry("b v1"), entry("c"), entry("b v2")]);
  expect(cardsOf(groups, new Set()).map(({ place }) => place)).toEqual([0, 1, 2]);
  expect(cardsOf(groups, new Set([groupKey(entry("b v1"))])).map(({ place }) => place)).toEqual([0, 1, 1, 3, 2]);
});

test("marks words that begin with what was searched for, whatever signs are in it", () => {
  render(<Highlight text="C++ (test) contest TEST" words={wordsOf("test c++")} />);
  expect([...document.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["C++", "test", "TEST"]);
});

test("keys walk over the cards and stay on them", () => {
  const grid = { count: 10, columns: 4, page: 8 };
  expect(walk("ArrowDown", 1, grid)).toBe(5);
  expect(walk("ArrowDown", 8, grid)).toBe(9);
  expect(walk("ArrowUp", 2, grid)).toBe(0);
  expect(walk("End", 2, grid)).toBe(9);
  expect(walk("x", 2, grid)).toBeUndefined();
});

test("a view takes away the filters that it does not have", () => {
  const address = addressOf({ q: "a b", type: "lora" });
  expect(address).toBe("/?q=a+b&type=lora");
  expect(filtersOf(address)).toMatchObject({ q: "a b", type: "lora", status: undefined });
  expect(Object.keys(filtersOf("/"))).toContain("sort");
});

const model = {
  id: "a",
  name: "Amber",
  provider: "comfyui",
  size: 2 * 1024 ** 3,
  description: "",
  capabilities: [],
  status: "available",
  model_type: "lora",
} as unknown as ModelInfo;
const nothing = { onDownload: vi.fn(), onDelete: vi.fn(), onViewDetails: vi.fn() };

afterEach(() => vi.clearAllMocks());

test("a card stands alone, and tells what was pressed by the model's id", () => {
  render(<ModelCard model={model} {...nothing} />);
  expect(screen.getByText("lora · 2.00 GiB")).toBeInTheDocument();
  screen.getByText("Download").click();
  screen.getByText("Details").click();
  expect(nothing.onDownload).toHaveBeenCalledWith("a");
  expect(nothing.onViewDetails).toHaveBeenCalledWith("a");
  expect(screen.queryByText("Delete")).toBeNull();
});

test("who may not download or delete is shown the details alone", () => {
  render(<ModelCard model={model} {...nothing} may={false} />);
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Details"]);
});

test("a card of a model that is here offers to delete it, and one that is on its way shows how far it is", async () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const { rerender } = render(<ModelCard model={{ ...model, status: "local" }} {...nothing} />);
  screen.getByText("Delete").click();
  expect(nothing.onDelete).toHaveBeenCalledWith("a");
  rerender(<ModelCard model={model} {...nothing} />);
  noteDownload({ task_id: "t", model_id: "a", status: "downloading", progress: 0.25 } as never);
  expect(await screen.findByRole("progressbar", { name: "Download of “Amber”" })).toHaveAttribute("value", "0.25");
  expect(screen.getByText("25.0 %")).toBeInTheDocument();
});

test("a card of a model whose file is gone offers to fetch it again", () => {
  const { rerender } = render(
    <ModelCard model={{ ...model, status: "error", status_detail: "missing" }} {...nothing} />,
  );
  screen.getByRole("button", { name: "Download “Amber” again" }).click();
  expect(nothing.onDownload).toHaveBeenCalledExactlyOnceWith("a");
  // What is here and broken is deleted first.
  rerender(<ModelCard model={{ ...model, status: "error", status_detail: "broken" }} {...nothing} />);
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Details", "Delete"]);
});

test("a preview is asked for when nobody rushes past, and a hidden one never", () => {
  const seen = { ...model, has_preview: true, preview_level: 8 };
  const { rerender } = render(<ModelCard model={seen} {...nothing} isCalm={false} />);
  expect(document.querySelector("img")).toBeNull();
  rerender(<ModelCard model={seen} {...nothing} display="blur" />);
  expect(document.querySelector("img")?.getAttribute("src")).toMatch(/\/api\/models\/a\/preview\?width=\d+/);
  expect(screen.getByRole("button", { name: "Show X" })).toHaveAttribute("tabindex", "0");
  // The Tab key passes over those of 50,000 others.
  rerender(<ModelCard model={seen} {...nothing} display="blur" isActive={false} />);
  expect(screen.getByRole("button", { name: "Show X" })).toHaveAttribute("tabindex", "-1");
  rerender(<ModelCard model={seen} {...nothing} display="hide" />);
  expect(document.querySelector("img")).toBeNull();
  expect(screen.getByText("Hidden: X")).toBeInTheDocument();
});

test("a card pauses and cancels its download by the ways that the page gives it", async () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const own = { onPause: vi.fn(), onResume: vi.fn(), onCancel: vi.fn() };
  render(<ModelCard model={model} {...nothing} {...own} />);
  const task = { task_id: "t", model_id: "a", filename: "a.gguf", progress: 0.5, downloaded_size: 5 };
  act(() => noteDownload({ ...task, status: "downloading" } as never));
  fireEvent.click(await screen.findByRole("button", { name: 'Pause "a.gguf"' }));
  act(() => noteDownload({ ...task, status: "paused" } as never));
  fireEvent.click(await screen.findByRole("button", { name: 'Resume "a.gguf"' }));
  // What arrived would be lost, so it asks before.
  fireEvent.click(screen.getByRole("button", { name: 'Cancel "a.gguf"' }));
  expect(own.onCancel).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole("button", { name: "Cancel the download" }));
  for (const way of Object.values(own)) expect(way).toHaveBeenCalledExactlyOnceWith("t");
  expect(nothing.onViewDetails).toHaveBeenCalledTimes(0);
  act(() => noteDownload({ ...task, status: "cancelled" } as never));
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("headings stand where the provider changes, and a closed one keeps its line", () => {
  const of = (provider: string) => ({ ...entry("x"), provider });
  const sections = sectionsOf(["", "a", "a", "a", "b"].map(of));
  expect(sections).toEqual([
    { provider: "", from: 0, count: 1 },
    { provider: "a", from: 1, count: 3 },
    { provider: "b", from: 4, count: 1 },
  ]);
  const lines = (closed: string[]) => {
    const rows = rowsOf(5, 2, shownOf(sections, new Set(closed)));
    return Array.from({ length: rows.count }, (_, at) => rows.row(at)).map(
      ({ heading, from, to }) => heading?.provider ?? [from, to],
    );
  };
  expect(lines([])).toEqual(["", [0, 1], "a", [1, 3], [3, 4], "b", [4, 5]]);
  expect(lines(["a"])).toEqual(["", [0, 1], "a", "b", [1, 2]]);
  const rows = rowsOf(5, 2, shownOf(sections, new Set()));
  expect([0, 1, 2, 3, 4].map(rows.of)).toEqual([1, 3, 3, 4, 6]);
  expect(rowsOf(5, 2, undefined).of(4)).toBe(2);
});
