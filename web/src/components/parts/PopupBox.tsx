import { Popover, type PopoverProps } from "@mantine/core";
import { type ReactNode, type Ref, type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { PopupPlace } from "./usePopup";

interface Props {
  place: PopupPlace;
  width: PopoverProps["width"];
  label?: string;
  children: ReactNode;
}

/** The box below a button of `usePopup`; only for parts that are fetched when they are opened. */
export function PopupBox({ place, width, label, children }: Props) {
  const { id, button, opened, onChange } = place;
  // It comes closed and is opened then: so it sees which button had the focus, and Escape brings it back there.
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(opened), [opened]);
  return (
    <Popover id={id} width={width} position="bottom-end" withArrow trapFocus opened={isOpen} onChange={onChange}>
      <Popover.Target>
        <Standing of={button} />
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}

/** Stands for the button, which was there before the box was fetched. */
function Standing({ of, ref }: { of: RefObject<HTMLElement | null>; ref?: Ref<HTMLElement> }) {
  // With every drawing: a button that went may have come again as another.
  useLayoutEffect(() => {
    if (typeof ref === "function" && of.current) ref(of.current);
  });
  return null;
}
