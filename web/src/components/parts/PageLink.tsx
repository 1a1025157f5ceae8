import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { type ComponentPropsWithRef, forwardRef } from "react";

type Wide<Props> = Props & Omit<ComponentPropsWithRef<"a">, keyof Props>;

/** A link to a page, whose address and words the compiler checks. */
export const PageLink = createLink(
  forwardRef<HTMLAnchorElement, Wide<AnchorProps>>((props, ref) => <Anchor {...props} ref={ref} />),
);

/** The same with the look of a button. */
export const PageButton = createLink(
  forwardRef<HTMLAnchorElement, Wide<ButtonProps>>((props, ref) => <Button component="a" {...props} ref={ref} />),
);
