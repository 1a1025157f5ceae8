import { useEffect, useState } from "react";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { downloadSentence } from "./bell";
import { listen, type ServerEvent } from "./events";

const WISH = "berry.desktop_notifications";
const TOLD = "berry.desktop_told";
const KEPT = 60;

export type DesktopState = "on" | "off" | "denied" | "unknown";

/** Whether this browser shows what happens also when the page is not looked at, and the way to change that. */
export function useDesktop(): [DesktopState, (wanted: boolean) => Promise<void>] {
  const [state, setState] = useState(stateNow);
  useEffect(() => {
    if (state !== "on") return;
    return listen((event) => {
      for (const { id, message } of sentencesOf(event)) void once(id, () => show(id, message));
    });
  }, [state]);
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

/** Every tab hears of an event; the first that asks tells it, and the others know. */
async function once(id: string, act: () => void): Promise<void> {
  const tell = () => {
    const told = (readStored(TOLD) ?? "").split(" ");
    if (told.includes(id)) return;
    writeStored(TOLD, [...told, id].slice(-KEPT).join(" "));
    act();
  };
  if ("locks" in navigator) await navigator.locks.request(TOLD, tell);
  else tell();
}

function show(id: string, message: string): void {
  try {
    const shown = new Notification(t("app.name"), { body: message, icon: "/icon.svg", tag: id });
    shown.onclick = () => window.focus();
  } catch {
    // Some phones show them for installed pages alone; the bell has it all the same.
  }
}
