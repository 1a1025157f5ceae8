import { createEvent, fireEvent, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { refuseFiles, useFiles } from "./useFiles";

function Taker({ take }: { take: (file: File) => void }) {
  useFiles(take);
  return null;
}

function drop(kind: "dragOver" | "drop", types = ["Files"]) {
  const dataTransfer = { types, files: [new File(["{}"], "mine.json")], dropEffect: "none" };
  const event = createEvent[kind](document.body, { dataTransfer });
  fireEvent(document.body, event);
  return { isTaken: event.defaultPrevented, effect: dataTransfer.dropEffect };
}

test("a file beside what takes one is refused, and taken anywhere where the whole page does", () => {
  const end = refuseFiles();
  expect(drop("dragOver")).toEqual({ isTaken: true, effect: "none" });
  expect(drop("drop").isTaken).toBe(true);
  // Words that somebody drags into a field are the browser's matter.
  expect(drop("drop", ["text/plain"]).isTaken).toBe(false);
  const take = vi.fn();
  const { unmount } = render(<Taker take={take} />);
  expect(drop("dragOver").effect).toBe("copy");
  drop("drop");
  expect(take).toHaveBeenCalledOnce();
  expect(take.mock.calls[0]?.[0]).toMatchObject({ name: "mine.json" });
  unmount();
  end();
  expect(drop("drop").isTaken).toBe(false);
});
