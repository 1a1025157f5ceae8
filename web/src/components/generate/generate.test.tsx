import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { renderAlone } from "../../../test/render";
import { lastRequest, requests, serve } from "../../../test/server";
import { GenerationForm, GenerationProvider } from ".";
import { withPreview } from "./feed/FeedPicker";
import { Levels } from "./feed/Levels";
import { SourcePicture } from "./form/SourcePicture";
import { settle } from "./formClient";
import { carry, emptyMemory, recall, remember } from "./memory";
import { filledIn } from "./pictureStore";
import { withWord } from "./resources/ResourceSelect";
import { ResourceSelectCard } from "./resources/ResourceSelectCard";
import { refusalOf, useResourceFacts } from "./resources/useResources";
import type { Field, Output, Resource } from "./types";
import { hasWildcards, priceKey } from "./useQuote";

// The price waits until nobody types any more.
configure({ asyncUtilTimeout: 10_000 });

const field = (key: string, more: Partial<Field> = {}): Field => ({
  key,
  type: "text",
  label: key,
  scope: "global",
  remember: "global",
  visible: true,
  notes: [],
  ...more,
});
const steps = (version: number) =>
  field("steps", { type: "integer", scope: "version", remember: `version:a:${version}`, default: 30, min: 1, max: 50 });
const shown = (fields: readonly Field[], more: object = {}) => ({
  workflow: { key: "txt2img", name: "Create Image" },
  ecosystem: { key: "A", name: "Architecture" },
  version: { id: 1, label: null },
  fields,
  engine: "some",
  is_ready: true,
  notes: [],
  gates: {},
  unused: {},
  versions: [],
  workflows: [],
  ...more,
});
const quote = (total: number | null) => ({
  total,
  base: null,
  factors: {},
  added: {},
  accounts: { blue: total ?? 0 },
  insufficient_buzz: false,
  ready: true,
  before: null,
  done_at: null,
  notes: [],
});

test("each value is remembered where its field says, and found there again", () => {
  const [one, two] = [steps(1), steps(2)];
  const memory = remember(remember(emptyMemory("txt2img"), one, 12), two, 40);
  expect(recall([one], memory)).toEqual({ steps: 12 });
  expect(recall([two], memory)).toEqual({ steps: 40 });
  expect(recall([one], remember(memory, one, undefined))).toEqual({});
});

test("models go along to an architecture that has none yet, steps do not", () => {
  const models = (place: string) =>
    field("resources", { type: "resources", scope: "ecosystem", remember: `ecosystem:${place}` });
  const memory = remember(remember(emptyMemory("txt2img"), models("a"), [{ id: 7 }]), steps(1), 12);
  const carried = carry(memory, [models("a"), steps(1)], [models("b"), steps(2)]);
  expect(recall([models("b"), steps(2)], carried)).toEqual({ resources: [{ id: 7 }] });
  const own = remember(memory, models("b"), []);
  expect(carry(own, [models("a")], [models("b")])).toBe(own);
});

test("a form is asked for until its fields have what is remembered for them", async () => {
  const asked: unknown[] = [];
  serve({
    "POST /api/generation/form": async (request: Request) => {
      asked.push(await request.json());
      return shown([field("prompt"), steps(1)]);
    },
  });
  const memory = remember(remember(emptyMemory("txt2img"), field("prompt"), "fox"), steps(1), 12);
  const { sent } = await settle(memory, []);
  expect(sent).toEqual({ prompt: "fox", steps: 12 });
  expect(asked).toEqual([{ workflow: "txt2img" }, { workflow: "txt2img", prompt: "fox", steps: 12 }]);
});

test("the price is asked for again only for what may change it, and for wildcards", () => {
  const form = shown([field("prompt"), field("steps", { price: true })]) as never;
  const key = (values: object) => priceKey({ memory: emptyMemory("txt2img"), form, values: values as never });
  expect(key({ prompt: "fox" })).toBe(key({ prompt: "hen" }));
  expect(key({ steps: 1 })).not.toBe(key({ steps: 2 }));
  expect(key({ prompt: "a #colour fox" })).not.toBe(key({ prompt: "fox" }));
  expect(hasWildcards("sky __animals/birds__")).toBe(true);
});

test("what cannot be chosen says why", () => {
  const model = {
    level: "full",
    can_generate: false,
    at_civitai: { reasons: [] },
    at_home: { reasons: [{ message: "Not here." }] },
  };
  expect(refusalOf(model as unknown as Resource)).toBe("Not here.");
  expect(refusalOf({ ...model, level: "none", level_reason: { message: "Other line." } } as unknown as Resource)).toBe(
    "Other line.",
  );
  expect(refusalOf({ ...model, can_generate: true } as unknown as Resource)).toBeUndefined();
  expect(withWord("a fox,", "style")).toBe("a fox, style");
  expect(withWord("a Style fox", "style")).toBe("a Style fox");
});

const place = (answers: object) => {
  serve({
    "GET /api/generation/workflows": { items: [], left_out: [] },
    "GET /api/generation/ecosystems": { items: [], left_out: [] },
    "GET /api/generation/presets/A": { presets: [], left_out: [] },
    "POST /api/generation/form": shown(
      [field("prompt", { required: true }), field("steps", { type: "integer", price: true })],
      {
        is_locked: true,
      },
    ),
    ...answers,
  });
  renderAlone(
    <GenerationProvider>
      <GenerationForm />
    </GenerationProvider>,
  );
};
const submits = () => requests().filter((route) => route === "POST /api/generation/submit").length;

test("presses that come together are one submission, under one name", async () => {
  let finish = (_: unknown) => {};
  place({
    "POST /api/generation/quote": quote(8),
    "POST /api/generation/submit": () => new Promise((done) => (finish = done)),
  });
  const button = await screen.findByRole("button", { name: "Generate for 8 Buzz" });
  fireEvent.click(button);
  fireEvent.click(button);
  fireEvent.keyDown(screen.getByRole("textbox", { name: "prompt" }), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(submits()).toBe(1));
  expect(lastRequest("POST /api/generation/submit")?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
  finish({ id: "a" });
  await waitFor(() => expect(sessionStorage.getItem("berry.generation.action")).toBeNull());
  expect(submits()).toBe(1);
});

test("after a lost answer the same name is asked for again", async () => {
  const keys: (string | null)[] = [];
  place({
    "POST /api/generation/quote": quote(8),
    "POST /api/generation/submit": (request: Request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      if (keys.length === 1) throw new TypeError("cut");
      return { id: "a" };
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Generate for 8 Buzz" }));
  await userEvent.click(await screen.findByRole("button", { name: "Ask again" }));
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).toBe(keys[1]);
});

test("without a price nothing is submitted by one press, nor by Enter", async () => {
  place({ "POST /api/generation/quote": quote(null), "POST /api/generation/submit": { id: "a" } });
  await screen.findByText("No price is named");
  const field = screen.getByRole("textbox", { name: "prompt" });
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true, repeat: true });
  await userEvent.click(screen.getByRole("button", { name: "Generate" }));
  expect(submits()).toBe(0);
  await userEvent.click(await screen.findByRole("button", { name: "Generate at any price" }));
  await waitFor(() => expect(submits()).toBe(1));
});

test("a result that became a source is shown as its level lets it, by the limits of now", async () => {
  const result = { number: 1, url: "/api/generation/outputs/a/file", level: "r", display: "show" };
  const source = withPreview({ images: [{ url: "https://there.invalid/blobs/a" }] }, result as Output);
  const show = (levels: object, one = source) => {
    serve({ "GET /api/generation/levels": levels });
    return renderAlone(<SourcePicture source={one} label="Source" onRemove={() => {}} />).unmount;
  };

  let leave = show({ browsing_limit: "pg13", above: "blur" });
  await screen.findByRole("button", { name: "Show r" });
  expect(screen.queryByRole("img", { name: "Source" })).toBeNull();
  leave();
  leave = show({ browsing_limit: "pg13", above: "hide" });
  await screen.findByText("Hidden: r");
  leave();
  leave = show({ browsing_limit: "r", above: "hide" });
  await screen.findByRole("img", { name: "Source" });
  leave();
  // What nobody rated counts as r; what is the person's own has no level.
  leave = show({ browsing_limit: "pg13", above: "hide" }, { ...source, level: null });
  await screen.findByText("Hidden: unknown");
  leave();
  show({ browsing_limit: "pg", above: "hide" }, { url: "data:image/png;base64,AAAA" } as typeof source);
  await screen.findByRole("img", { name: "Source" });
  expect(await filledIn({ images: [source] })).toEqual({
    images: [{ url: "https://there.invalid/blobs/a", name: "Result 1" }],
  });
});

test("the picture of a chosen model waits until the server says that it may be shown", async () => {
  const entry = { id: 7, name: "Ink", preview: "/api/models/7/preview" };
  const facts = { display: "blur", preview: "/api/models/7/preview" } as Resource;
  const card = (known?: Resource) => renderAlone(<ResourceSelectCard entry={entry} facts={known} />);
  const pictures = () => document.querySelectorAll("img").length;

  for (const known of [undefined, facts]) {
    const { unmount } = card(known);
    await screen.findByRole("group", { name: "Ink" });
    expect(pictures()).toBe(0);
    unmount();
  }
  card({ ...facts, display: "show" });
  await waitFor(() => expect(pictures()).toBe(1));
});

function Models() {
  useResourceFacts([{ id: 7 }], "A");
  return null;
}

test("what is known of chosen models is asked for anew when the levels change", async () => {
  const levels = { request_limit: "xxx", browsing_limit: "x", above: "blur" };
  serve({
    "GET /api/generation/levels": levels,
    "GET /api/generation/limits": { tiers: {} },
    "PUT /api/generation/levels": { ...levels, browsing_limit: "pg" },
    "POST /api/generation/resources/check": { resources: [] },
    "POST /api/generation/form": shown([field("prompt")]),
    "GET /api/generation/workflows": { items: [], left_out: [] },
    "GET /api/generation/ecosystems": { items: [], left_out: [] },
  });
  const checks = () => requests().filter((route) => route === "POST /api/generation/resources/check").length;
  renderAlone(
    <GenerationProvider>
      <Levels />
      <Models />
    </GenerationProvider>,
  );
  await waitFor(() => expect(checks()).toBe(1));
  await userEvent.click(await screen.findByRole("button", { name: "Levels" }));
  const limit = await screen.findByRole("combobox", { name: "Show at most" });
  await userEvent.click(limit);
  const list = document.getElementById(limit.getAttribute("aria-controls") ?? "");
  fireEvent.click(within(list as HTMLElement).getByText("PG"));
  await waitFor(() => expect(checks()).toBe(2));
});

test("what the server refuses stands at its field, which gets the focus", async () => {
  place({
    "POST /api/generation/quote": quote(8),
    "POST /api/generation/submit": () =>
      Response.json(
        {
          error: {
            type: "ValidationError",
            message: "No such words.",
            details: { field: "prompt", prompt: "No such words." },
            resolution_steps: [],
            code: "policy",
            retryable: false,
          },
        },
        { status: 400 },
      ),
  });
  fireEvent.click(await screen.findByRole("button", { name: "Generate for 8 Buzz" }));
  expect(await screen.findByText("No such words.")).toBeInTheDocument();
  const prompt = screen.getByRole("textbox", { name: "prompt" });
  expect(prompt).toHaveFocus();
  expect(prompt).toHaveAttribute("aria-invalid", "true");
  expect(prompt.getAttribute("aria-describedby")).toContain("generate-prompt-error");
  vi.restoreAllMocks();
});
