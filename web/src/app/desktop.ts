import { useEffect, useState } from "react";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { downloadSentence } from "./bell";
import { listen, type ServerEvent } from "./events";

const WISH = "berry.desktop_notifications";
const LOCK = "berry.desktop";

export type DesktopState = "on" | "off" | "denied" | "unknown";

/** Whether this browser shows what happens also when the page is not looked at, and the way to change that. */
export function useDesktop(): [DesktopState, (wanted: boolean) => Promise<void>] {
  const [state, setState] = useState(stateNow);
  useEffect(() => {
    if (state !== "on") return;
    const told = new Set<string>();
    return whileFirst(() =>
      listen((event) => {
        for (const { id, message } of sentencesOf(event)) {
          // A stream that broke may bring it again.
          if (told.has(id)) continue;
          told.add(id);
          show(id, message);
        }
      }),
    );
  }, [state]);
  // What another tab chose counts here as well.
  useEffect(() => {
    const look = ({ key }: StorageEvent) => key === WISH && setState(stateNow());
    window.addEventListener("storage", look);
    return () => window.removeEventListener("storage", look);
  }, []);
  const choose = async (wanted: boolean) => {
    if (wanted && typeof Notification !== "undefined") await Notification.requestPermission();
    writeStored(WISH, wanted && stateNow(true) === "on" ? "on" : undefined);
    setState(wanted ? stateNow(true) : stateNow());
  };
  return [state, choose];
}

function stateNow(wanted: boolean = readStored(WISH) === "on"): DesktopState {
  if (typeof Notification === "undefined") return "unknown";
  if (Notification.permission === "denied") return "denied";
  return wanted && Notification.permission === "granted" ? "on" : "off";
}

/** What there is to say of an event, each sentence with a name of its own. */
export function sentencesOf(event: ServerEvent): { id: string; message: string }[] {
  if (event.kind === "notification.added")
    return event.body.notifications.map(({ id, message }) => ({ id: `note-${id}`, message }));
  if (event.kind === "download.completed" || event.kind === "download.failed")
    return [
      { id: `${event.kind}-${event.body.task_id}-${event.body.attempts}`, message: downloadSentence(event.body) },
    ];
  return [];
}

/**
 * Does something in the first of the tabs that want it, and in the next when that one is closed: every tab hears of an
 * event, and the local storage of one is seen late by another.
 * @returns ends it.
 */
function whileFirst(begin: () => () => void): () => void {
  if (!("locks" in navigator)) return begin();
  const over = new AbortController();
  const held = () =>
    new Promise<void>((done) => {
      if (over.signal.aborted) return done();
      const end = begin();
      over.signal.addEventListener("abort", () => {
        end();
        done();
      });
    });
  navigator.locks.request(LOCK, { signal: over.signal }, held).catch((problem: unknown) => {
    // It had not yet been its turn.
    if (!over.signal.aborted) throw problem;
  });
  return () => over.abort();
}

function show(id: string, message: string): void {
  try {
    const shown = new Notification(t("app.name"), { body: message, icon: "/icon.svg", tag: id });
    shown.onclick = () => window.focus();
  } catch {
    // Some phones show them for installed pages alone; the bell has it all the same.
  }
}
