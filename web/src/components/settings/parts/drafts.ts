import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

// What somebody typed and did not save lies in the window's own store: it outlives a reload and another page, and
// ends with the window. Secrets are never put here.
const PREFIX = "berry.draft.";
const watchers = new Set<() => void>();

function read<T>(name: string): Partial<T> {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

function write(name: string, changes: object): void {
  try {
    if (Object.keys(changes).length > 0) sessionStorage.setItem(PREFIX + name, JSON.stringify(changes));
    else sessionStorage.removeItem(PREFIX + name);
  } catch {
    // A browser that keeps nothing: the form works without memory.
  }
  for (const watcher of watchers) watcher();
}

export interface Draft<T> {
  /** What is stored, with what was changed on top of it. */
  value: T;
  /** Only what differs from what is stored. */
  changes: Partial<T>;
  isDirty: boolean;
  set(change: Partial<T>): void;
  /** Forgets what was not saved. */
  discard(): void;
  /** Notes what is being sent. */
  send(): void;
  /** Forgets what was sent; what somebody typed meanwhile stays. */
  settle(): void;
}

/**
 * A form over something stored; what was not saved is kept.
 * @param name Its tab, a dot, and what it is of: `network.schedule`.
 */
export function useDraft<T extends object>(name: string, stored: T): Draft<T> {
  // A name of its own for another thing: what was typed for one provider is not shown at the next.
  const [state, setState] = useState(() => ({ name, typed: read<T>(name) }));
  const typed = state.name === name ? state.typed : read<T>(name);
  const changes = useMemo(() => differing(typed, stored), [typed, stored]);
  const become = useCallback(
    (next: Partial<T>) => {
      write(name, next);
      setState({ name, typed: next });
    },
    [name],
  );
  const latest = useRef(changes);
  useEffect(() => {
    latest.current = changes;
  }, [changes]);
  const sent = useRef<Partial<T>>({});
  return {
    send: () => {
      sent.current = latest.current;
    },
    settle: () => become(differing(latest.current, sent.current)),
    value: { ...stored, ...changes },
    changes,
    isDirty: Object.keys(changes).length > 0,
    set: (change) => become(differing({ ...changes, ...change }, stored)),
    discard: () => become({}),
  };
}

function differing<T extends object>(typed: Partial<T>, stored: Partial<T>): Partial<T> {
  const names = (Object.keys(typed) as (keyof T)[]).filter(
    (name) => JSON.stringify(typed[name]) !== JSON.stringify(stored[name]),
  );
  return Object.fromEntries(names.map((name) => [name, typed[name]])) as Partial<T>;
}

/** The first words of the forms that hold something that is not saved. */
export function useUnsaved(): ReadonlySet<string> {
  const names = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => keys().join(" "),
  );
  return useMemo(() => new Set(names.split(" ").filter(Boolean)), [names]);
}

function keys(): string[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length).split(".")[0] ?? "");
  } catch {
    return [];
  }
}
