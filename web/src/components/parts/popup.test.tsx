import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense } from "react";
import { expect, test, vi } from "vitest";
import { Frame } from "@/app/Frame";
import { createQueries } from "@/app/queries";
import { PopupBox } from "./PopupBox";
import { usePopup } from "./usePopup";

const fetched = vi.fn(async () => ({ default: PopupBox }));
const Box = lazy(fetched);

function Example({ onClose }: { onClose: () => void }) {
  const popup = usePopup(onClose);
  return (
    <>
      <button type="button" {...popup.button}>
        Opens
      </button>
      {popup.isWanted && (
        <Suspense fallback={null}>
          <Box place={popup.place} width={200} label="Inside">
            <input aria-label="Word" />
          </Box>
        </Suspense>
      )}
    </>
  );
}

test("a box is fetched when its button is pressed, and Escape leads back to the button, each time", async () => {
  // What has no layout has nothing to trap the focus on either, and says so at length.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const onClose = vi.fn();
  render(
    <Frame queries={createQueries()}>
      <Example onClose={onClose} />
    </Frame>,
  );
  const user = userEvent.setup();
  const button = screen.getByRole("button", { name: "Opens" });
  expect(fetched).not.toHaveBeenCalled();
  for (const times of [1, 2]) {
    await user.click(button);
    const word = await screen.findByLabelText("Word");
    // jsdom lays nothing out, so it counts as out of sight.
    const box = screen.getByRole("dialog", { hidden: true });
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(button).toHaveAttribute("aria-controls", box.id);
    act(() => word.focus());
    fireEvent.keyDown(word, { key: "Escape" });
    await waitFor(() => expect(button).toHaveFocus());
    await waitFor(() => expect(screen.queryByLabelText("Word")).toBeNull());
    expect(onClose).toHaveBeenCalledTimes(times);
  }
  expect(fetched).toHaveBeenCalledTimes(1);
});
