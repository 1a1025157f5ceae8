import { notifications } from "@mantine/notifications";
import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { renderAlone } from "../../../../test/render";
import { lastRequest, requests, serve } from "../../../../test/server";

/** The modules as a page has them that was just loaded. */
async function load() {
  vi.resetModules();
  const [{ runBulk }, { default: BulkProgress }] = await Promise.all([import("./run"), import("./BulkProgress")]);
  return { runBulk, BulkProgress };
}
function leave(): void {
  window.dispatchEvent(new Event("pagehide"));
  notifications.clean();
}
const of = (ids: string) => [...ids].map((id) => [id, `Model ${id}`] as const);

beforeEach(() => sessionStorage.clear());

test("what a reload breaks off is told, and goes on with what is left", async () => {
  const before = await load();
  serve({
    "GET /api/models/a": { tags: ["old"] },
    "PATCH /api/models/a": {},
    "GET /api/models/b": () => new Promise(() => {}),
    "GET /api/models/c": () => new Promise(() => {}),
    "GET /api/models/d": () => new Promise(() => {}),
  });
  void before.runBulk(new QueryClient(), { kind: "tag", tags: ["new"], items: of("abcd") });
  await vi.waitFor(() => expect(requests()).toContain("GET /api/models/d"));
  leave();

  const { BulkProgress } = await load();
  serve(Object.fromEntries([..."bcd"].map((id) => [`GET /api/models/${id}`, { tags: [] }])));
  serve(Object.fromEntries([..."bc"].map((id) => [`PATCH /api/models/${id}`, {}])));
  renderAlone(<BulkProgress />);
  expect(await screen.findByText("Add tags: broken off by a reload after 1 of 4")).toBeInTheDocument();
  // Until somebody decides it is told again.
  leave();
  expect(sessionStorage).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Go on with 3 left" }));
  expect(await screen.findByText("Add tags: 3 of 4 are fine")).toBeInTheDocument();
  expect(screen.getByText(/^Model d: /)).toBeInTheDocument();
  expect(await lastRequest("PATCH /api/models/c")?.json()).toEqual({ tags: ["new"] });
  expect(requests().filter((one) => one === "PATCH /api/models/a")).toHaveLength(1);
});

test("what was moved into the trash can be brought back after a reload, once", async () => {
  const before = await load();
  serve({
    "DELETE /api/models/a": { trash_item: "t1" },
    "DELETE /api/models/b": { trash_item: "t2" },
    "POST /api/models/trash/restore": { items: [] },
  });
  await before.runBulk(new QueryClient(), { kind: "trash", items: of("ab") });
  leave();

  const { BulkProgress } = await load();
  renderAlone(<BulkProgress />);
  expect(await screen.findByText("Move to trash: 2 of 2 are fine")).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await vi.waitFor(() => expect(requests()).toContain("POST /api/models/trash/restore"));
  expect(await lastRequest("POST /api/models/trash/restore")?.json()).toEqual({ items: ["t1", "t2"] });
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  expect(sessionStorage).toHaveLength(0);
  fireEvent.click(screen.getByRole("button", { name: "Hide this result" }));
  expect(screen.queryByText(/Move to trash/)).toBeNull();
});

test("what ended well is forgotten with the page", async () => {
  const { runBulk } = await load();
  serve({ "GET /api/models/a": { tags: ["new"] } });
  await runBulk(new QueryClient(), { kind: "tag", tags: ["new"], items: of("a") });
  leave();
  expect(sessionStorage).toHaveLength(0);
});
