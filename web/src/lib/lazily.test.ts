import { beforeEach, expect, test, vi } from "vitest";
import { fetchPart, isLostPart } from "./lazily";

const lost = new TypeError("Failed to fetch dynamically imported module: http://127.0.0.1/assets/Part-1.js");

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

test("tries on while the server is away, and needs no new page when it is back", async () => {
  let isBack = false;
  vi.stubGlobal("fetch", async () => (isBack ? new Response("") : Promise.reject(new TypeError("no network"))));
  const load = vi.fn(async () => (isBack ? "part" : Promise.reject(lost)));
  const reload = vi.fn();
  const part = fetchPart(load, reload);
  await vi.advanceTimersByTimeAsync(5000);
  expect(load.mock.calls.length).toBeGreaterThan(1);
  isBack = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect(await part).toBe("part");
  expect(reload).not.toHaveBeenCalled();
});

test("loads the page anew when the server has the part no more, once, and says so when that did not help", async () => {
  vi.stubGlobal("fetch", async () => new Response(""));
  const load = vi.fn(async () => Promise.reject(lost));
  const reload = vi.fn();
  void fetchPart(load, reload);
  await vi.advanceTimersByTimeAsync(10);
  expect(load).toHaveBeenCalledTimes(2);
  expect(reload).toHaveBeenCalledTimes(1);
  await expect(fetchPart(load, reload)).rejects.toBe(lost);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(isLostPart(lost)).toBe(true);
  expect(isLostPart(new Error("no such model"))).toBe(false);
  // Another update, later.
  vi.setSystemTime(Date.now() + 61_000);
  void fetchPart(load, reload);
  await vi.advanceTimersByTimeAsync(10);
  expect(reload).toHaveBeenCalledTimes(2);
});
