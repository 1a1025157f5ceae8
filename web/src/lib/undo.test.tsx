import { notifications } from "@mantine/notifications";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { renderAlone } from "../../test/render";
import { deferWithUndo, useDeferred } from "./undo";

// What one test was told is no word of the next.
afterEach(() => notifications.clean());

const Row = () => (useDeferred().has("row") ? <p>gone</p> : <p>row</p>);
const begin = (send: () => Promise<unknown>) =>
  deferWithUndo({ keys: ["row"], message: "The row goes.", doing: "remove the row", act: send });

test("what is taken back is never sent, and is there again", async () => {
  renderAlone(<Row />);
  await screen.findByText("row");
  const send = vi.fn(async () => undefined);
  begin(send);
  expect(await screen.findByText("gone")).toBeInTheDocument();
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("row")).toBeInTheDocument();
  window.dispatchEvent(new Event("pagehide"));
  expect(send).not.toHaveBeenCalled();
});

test("what nobody takes back is sent once: when the message goes, or with the page", async () => {
  renderAlone(<Row />);
  await screen.findByText("row");
  const send = vi.fn(async () => undefined);
  begin(send);
  await screen.findByText("The row goes.");
  window.dispatchEvent(new Event("pagehide"));
  expect(send).toHaveBeenCalledOnce();
  expect(await screen.findByText("row")).toBeInTheDocument();

  begin(send);
  await screen.findByText("gone");
  // The one before may still be on its way out.
  for (const close of await screen.findAllByRole("button", { name: "Close" })) await userEvent.click(close);
  await waitFor(() => expect(send).toHaveBeenCalledTimes(2));
});

test("what the server refuses is told, and stays", async () => {
  renderAlone(<Row />);
  await screen.findByText("row");
  begin(() => Promise.reject(new Error("It is in use.")));
  await screen.findByText("gone");
  window.dispatchEvent(new Event("pagehide"));
  expect(await screen.findByText(/It is in use/)).toBeInTheDocument();
  expect(await screen.findByText("row")).toBeInTheDocument();
});
