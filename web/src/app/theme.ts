import { Anchor, createTheme, Notification } from "@mantine/core";
import { t } from "@/text";

/** What everything looks like. */
export const theme = createTheme({
  primaryColor: "grape",
  // Dark enough for small text on white and on dark grounds alike.
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Menlo, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // A link in a sentence is told from its words by more than its colour.
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { "aria-label": t("close") } } }),
  },
});

/** The word of this answer of the server that lets its styles pass its content security policy. */
export const nonce =
  typeof document === "undefined"
    ? ""
    : (document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "");
