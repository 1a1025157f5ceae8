import { type RefObject, useId, useRef, useState } from "react";

/** What a box that opens below a button is told of it. */
export interface PopupPlace {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/**
 * A button and the box that it opens. The button stands on every page, the box and all that places it (`PopupBox`) only
 * there where somebody opened it: render it by `lazy` when `isWanted`.
 */
export function usePopup(onClose?: () => void) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  // Once fetched it stays, and fades out where it stood.
  const [isWanted, setWanted] = useState(false);
  const onChange = (next: boolean) => {
    setOpened(next);
    if (next) setWanted(true);
    else if (opened) onClose?.();
  };
  return {
    opened,
    isWanted,
    onChange,
    button: {
      ref: button,
      id,
      "aria-haspopup": "dialog",
      "aria-expanded": opened,
      "aria-controls": opened ? `${id}-dropdown` : undefined,
      onClick: () => onChange(!opened),
    } as const,
    place: { id, button, opened, onChange } satisfies PopupPlace,
  };
}
