import { ApiError, type Doc, send } from "@/api/client";

/** Something that happened on the server, with what its kind brings. */
export type ServerEvent =
  | { kind: `download.${string}`; body: Doc<"DownloadTask"> }
  | { kind: `job.${string}`; body: Pick<Doc<"JobDocument">, "id" | "kind" | "state" | "progress" | "attempt"> }
  | { kind: `generation.${string}`; body: Pick<Doc<"GenerationDocument">, "id" | "state" | "status" | "progress"> }
  | { kind: "library.changed"; body: { revision: number } }
  | {
      kind: "notification.added";
      body: { count: number; notifications: Pick<Doc<"NotificationDocument">, "id" | "message">[] };
    }
  | { kind: "pictures.changed"; body: { folder_id: number; added: number; changed: number; removed: number } }
  /** What was missed can no longer be told. */
  | { kind: "reset"; body: Record<string, never> };

/** Whether it tells of a download. */
export const isOfDownload = (event: ServerEvent): event is Extract<ServerEvent, { kind: `download.${string}` }> =>
  event.kind.startsWith("download.");

type Listener = (event: ServerEvent) => void;

const listeners = new Set<Listener>();
const connectionListeners = new Set<(connected: boolean) => void>();
let stop: (() => void) | undefined;

const PAUSE = 2000;
/** The server gives a sign of life every few seconds: after so long without one the connection is dead, though nobody closed it. */
const SILENCE = 20_000;
const CHANNEL = "berryaigen.events";

/** Calls for every event until the answer is called. The connection lives as long as anybody listens. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  stop ??= connect();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      stop?.();
      stop = undefined;
    }
  };
}

/** Calls with false when the server went away, and with true when it is back. */
export function whenConnection(listener: (connected: boolean) => void): () => void {
  connectionListeners.add(listener);
  return () => connectionListeners.delete(listener);
}

function tell(event: ServerEvent): void {
  for (const listener of listeners) listener(event);
}

function tellConnection(connected: boolean): void {
  for (const listener of connectionListeners) listener(connected);
}

/** An event with the place in the server's log to go on from. */
interface Told {
  id: string | undefined;
  event: ServerEvent;
}

// Whichever tab reads the stream next goes on where the last one stood.
let lastId: string | undefined;

function take({ id, event }: Told): void {
  lastId = id ?? lastId;
  tell(event);
}

/** One stream for all tabs of a browser: it has only six connections for a server. */
function connect(): () => void {
  const ended = new AbortController();
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") {
    void stream(ended.signal, take, tellConnection);
    return () => ended.abort();
  }

  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Told | boolean>) =>
    typeof data === "boolean" ? tellConnection(data) : take(data);
  const lead = () =>
    stream(
      ended.signal,
      (told) => {
        channel.postMessage(told);
        take(told);
      },
      (connected) => {
        // The others have no connection of their own to miss.
        channel.postMessage(connected);
        tellConnection(connected);
      },
    );
  void navigator.locks.request(CHANNEL, { signal: ended.signal }, lead).catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}

async function stream(
  ended: AbortSignal,
  onEvent: (told: Told) => void,
  onConnection: (connected: boolean) => void,
): Promise<void> {
  let wasAway = false;
  while (!ended.aborted) {
    const connection = new AbortController();
    const beat = watchdog(() => connection.abort());
    try {
      const headers: HeadersInit = lastId ? { "Last-Event-ID": lastId } : {};
      const answer = await send("/api/events", { headers, signal: AbortSignal.any([ended, connection.signal]) });
      onConnection(true);
      // Without a place to go on from, nobody knows what happened meanwhile.
      if (wasAway && !lastId) onEvent({ id: undefined, event: { kind: "reset", body: {} } });
      for await (const told of read(answer, beat.feed)) onEvent(told);
    } catch (problem) {
      if (ended.aborted) return;
      // Who must sign in first is asked by the shell.
      if (!(problem instanceof ApiError && problem.status === 401)) onConnection(false);
    } finally {
      beat.stop();
    }
    wasAway = true;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

/** Acts when it was not fed for `SILENCE`. */
function watchdog(act: () => void): { feed: () => void; stop: () => void } {
  let timer = setTimeout(act, SILENCE);
  return {
    feed: () => {
      clearTimeout(timer);
      timer = setTimeout(act, SILENCE);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * The events of a `text/event-stream`.
 * @param onSign Called with every sign of life.
 */
export async function* read(answer: Response, onSign?: () => void): AsyncGenerator<Told> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = "";
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    onSign?.();
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      const kind = fields.get("event");
      const body = parsed(fields.get("data"));
      // The one place where the outside comes in: a kind that a later server has is nobody's here.
      if (kind && body) yield { id: fields.get("id"), event: { kind, body } as ServerEvent };
    }
  }
}

/** What cannot be read is left out: the next event tells more than an endless second try. */
function parsed(data: string | undefined): unknown {
  try {
    return JSON.parse(data ?? "{}");
  } catch {
    return undefined;
  }
}
