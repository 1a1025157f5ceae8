import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";

type Values<Name extends string> = Partial<Record<Name, string>>;

/**
 * Filters that live in the address and are remembered. What the address says wins over what is remembered.
 * @param names Their words in the address.
 * @param storageKey Where one is remembered in the local storage, by its word; undefined for one that is not.
 */
export function useFilters<Name extends string>(
  names: readonly Name[],
  storageKey: (name: Name) => string | undefined,
): [Values<Name>, (change: Values<Name>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const isFirst = useRef(true);
  const spoken = names.some((name) => search[name] !== undefined);
  const remembered = useMemo(() => recall(names, storageKey), [names, storageKey]);
  const values = useMemo(
    () => (isFirst.current && !spoken ? remembered : pick(search, names)),
    [search, names, remembered, spoken],
  );

  useEffect(() => {
    if (!isFirst.current) return;
    isFirst.current = false;
    if (!spoken && Object.keys(remembered).length > 0)
      void navigate({ to: ".", search: (old: object) => ({ ...old, ...remembered }), replace: true } as never);
    else remember(pick(search, names), names, storageKey);
  }, [navigate, names, remembered, search, spoken, storageKey]);

  const set = useCallback(
    (change: Values<Name>) => {
      isFirst.current = false;
      void navigate({
        to: ".",
        search: (old: Record<string, string>) => {
          const next = { ...old, ...change };
          remember(pick(next, names), names, storageKey);
          return next;
        },
        replace: true,
      } as never);
    },
    [navigate, names, storageKey],
  );
  return [values, set];
}

function pick<Name extends string>(from: Record<string, string | undefined>, names: readonly Name[]): Values<Name> {
  const values: Values<Name> = {};
  for (const name of names) if (from[name]) values[name] = from[name];
  return values;
}

function recall<Name extends string>(
  names: readonly Name[],
  storageKey: (name: Name) => string | undefined,
): Values<Name> {
  const values: Values<Name> = {};
  for (const name of names) {
    const key = storageKey(name);
    const value = key && readStored(key);
    if (value) values[name] = value;
  }
  return values;
}

function remember<Name extends string>(
  values: Values<Name>,
  names: readonly Name[],
  storageKey: (name: Name) => string | undefined,
): void {
  for (const name of names) {
    const key = storageKey(name);
    if (key) writeStored(key, values[name]);
  }
}

/** A word of the local storage; null where a browser keeps none. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a word, or forgets it; a browser that keeps nothing is no error. */
export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // A private window, or a full store: the page works without memory.
  }
}
