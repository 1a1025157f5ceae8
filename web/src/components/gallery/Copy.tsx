import "@/text/en/gallery";
import { ActionIcon, Button, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { showError } from "@/lib/error-handler";
import { t } from "@/text";

const SHOWN = 2000;

/** Puts a text on the clipboard, and says that it did. */
export function Copy({ text, what, isSmall }: { text: string; what: string; isSmall?: boolean }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const later = setTimeout(() => setDone(false), SHOWN);
    return () => clearTimeout(later);
  }, [done]);
  const copy = async () => {
    if (await put(text)) setDone(true);
    else showError(t("error.could_not", { doing: t("gallery.copying", { what }) }), t("gallery.copy_refused"));
  };
  const icon = done ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />;
  const label = t("gallery.copy_what", { what });
  return (
    <>
      {isSmall ? (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={label}
          title={label}
          onClick={() => void copy()}
        >
          {icon}
        </ActionIcon>
      ) : (
        <Button size="compact-xs" variant="subtle" leftSection={icon} aria-label={label} onClick={() => void copy()}>
          {done ? t("gallery.copied") : t("gallery.copy")}
        </Button>
      )}
      <VisuallyHidden role="status">{done ? t("gallery.copied_what", { what }) : ""}</VisuallyHidden>
    </>
  );
}

/** Browsers keep the clipboard from pages that came without encryption, unless they are of this machine. */
async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    const here = document.activeElement as HTMLElement | null;
    // Inside what traps the focus, or it would be taken away before the copy.
    (here?.parentElement ?? document.body).append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    here?.focus();
    return copied;
  }
}
