import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { useDraft, useUnsaved } from "./drafts";

beforeEach(() => sessionStorage.clear());
const stored = { hours: 6, name: "a" };

test("what was typed outlives the form, and only what differs is kept", () => {
  const first = renderHook(() => useDraft("network.schedule", stored));
  act(() => first.result.current.set({ hours: 12 }));
  expect(first.result.current).toMatchObject({
    isDirty: true,
    changes: { hours: 12 },
    value: { hours: 12, name: "a" },
  });
  first.unmount();
  const second = renderHook(() => useDraft("network.schedule", stored));
  expect(second.result.current.value.hours).toBe(12);
  act(() => second.result.current.set({ hours: 6 }));
  expect(second.result.current.isDirty).toBe(false);
  expect(sessionStorage).toHaveLength(0);
});

test("the menu knows which matters hold something that is not saved", () => {
  const unsaved = renderHook(() => useUnsaved());
  const draft = renderHook(() => useDraft("access.new", { name: "" }));
  act(() => draft.result.current.set({ name: "laptop" }));
  expect([...unsaved.result.current]).toEqual(["access"]);
  act(() => draft.result.current.discard());
  expect([...unsaved.result.current]).toEqual([]);
});

test("what is stored anew ends a draft that says the same", () => {
  const { result, rerender } = renderHook(({ now }) => useDraft("general.levels", now), {
    initialProps: { now: stored },
  });
  act(() => result.current.set({ hours: 9 }));
  rerender({ now: { hours: 9, name: "a" } });
  expect(result.current.isDirty).toBe(false);
});

test("what is typed while a save is under way stays", () => {
  const { result } = renderHook(() => useDraft("network.schedule", stored));
  act(() => result.current.set({ hours: 9 }));
  act(() => result.current.send());
  act(() => result.current.set({ name: "b" }));
  act(() => result.current.settle());
  expect(result.current.changes).toEqual({ name: "b" });
});
