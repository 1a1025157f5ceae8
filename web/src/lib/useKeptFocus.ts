import { type RefObject, useEffect, useRef } from "react";

/**
 * Where the focus goes when the button that had it is gone or disabled: to the box around it, so that the keyboard, Escape
 * included, goes on working there. The box needs a tab index.
 */
export function useKeptFocus<Box extends HTMLElement>(active: boolean): RefObject<Box | null> {
  const box = useRef<Box>(null);
  // After every drawing, since any may take the button away.
  useEffect(() => {
    if (active && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  });
  return box;
}
