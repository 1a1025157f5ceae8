import "@/text/en/library";
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { t } from "@/text";

const PAUSE = 300;

/** Asks when somebody pauses while typing; `/` leads here from anywhere on the page. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLInputElement>(null);
  // A saved view or a cleared filter changes the search from elsewhere; an echo of what was typed does not.
  if (known !== value) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const say = (text: string, pause: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text.trim()), pause);
  };
  return (
    <TextInput
      ref={box}
      type="search"
      role="searchbox"
      aria-label={t("library.search")}
      placeholder={t("library.search_hint")}
      value={typed}
      onChange={(event) => say(event.currentTarget.value, PAUSE)}
      onKeyDown={(event) => {
        if (event.key === "Enter") say(typed, 0);
        if (event.key === "Escape" && typed) say("", 0);
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="sm" aria-label={t("library.search_clear")} onClick={() => say("", 0)} /> : null
      }
      style={{ flex: "1 1 240px", minWidth: 0 }}
    />
  );
}
