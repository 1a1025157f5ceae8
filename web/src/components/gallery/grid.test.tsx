import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { renderAlone } from "../../../test/render";
import { PictureGrid } from "./PictureGrid";
import type { Picture } from "./queries";

const picture = (id: number, display: string) =>
  ({ id, path: `/p/${id}.png`, display, level: "R", kind: "png", size: 10, thumbnail: `/t/${id}` }) as Picture;

let arrive: () => void;

function Example() {
  const [isThere, setThere] = useState(false);
  arrive = () => setThere(true);
  const all = [
    picture(10, "show"),
    picture(11, "blur"),
    isThere ? picture(12, "show") : undefined,
    picture(13, "hide"),
  ];
  const list = { total: 4, at: (index: number) => all[index], error: null, partError: null, retry: () => {} };
  return <PictureGrid list={list} total={4} onRange={vi.fn()} onOpen={vi.fn()} />;
}

test("arrow keys go by way of pictures that are blurred, on their way or hidden", async () => {
  renderAlone(<Example />);
  const first = await screen.findByRole("link", { name: "10.png" });
  const key = (name: string) => fireEvent.keyDown(document.activeElement as Element, { key: name });
  const at = (index: number) =>
    waitFor(() => expect(document.activeElement?.closest("[data-index]")).toHaveAttribute("data-index", `${index}`));
  first.focus();
  key("ArrowRight");
  await at(1);
  const show = screen.getByRole("button", { name: "Show R" });
  expect(show).toHaveFocus();
  // Shown, it is where one goes on from.
  fireEvent.click(show);
  expect(screen.getByRole("link", { name: "11.png" })).toHaveFocus();
  key("ArrowRight");
  await at(2);
  arrive();
  await waitFor(() => expect(screen.getByRole("link", { name: "12.png" })).toHaveFocus());
  key("ArrowRight");
  await at(3);
  expect(document.activeElement).toHaveTextContent("Hidden: R");
  key("ArrowUp");
  await at(1);
});
