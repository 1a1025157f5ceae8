import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { ApiError, api, body } from "@/api/client";
import { filledIn, newId } from "./pictureStore";
import type { Generation, Values } from "./types";

/** An action that was begun: it has one name, whatever comes of its attempts, so it is paid once. */
interface Action {
  key: string;
  request: Values;
  tier?: string;
}

const KEY = "berry.generation.action";

export interface Submit {
  isBusy: boolean;
  /** Whether nobody knows if the last action arrived. */
  isUnknown: boolean;
  submit: (request: Values, tier?: string) => Promise<Generation | undefined>;
  /** Asks for the same action once more. */
  again: () => Promise<Generation | undefined>;
  forget: () => void;
}

/**
 * Submits a form exactly once. Its name is written down before it is sent: after a lost answer, or a reload in between,
 * the same name is asked for again, and the server knows it.
 * @param onRefused Told when the server took nothing, with the reason.
 */
export function useSubmit(onRefused: (problem: unknown) => void): Submit {
  const client = useQueryClient();
  // A ref, since two key presses come before anything is drawn.
  const isOnTheWay = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [action, setAction] = useState(readAction);

  const send = useCallback(
    async (wanted: Action): Promise<Generation | undefined> => {
      if (isOnTheWay.current) return undefined;
      isOnTheWay.current = true;
      setBusy(true);
      let isSent = false;
      try {
        const request = await filledIn(wanted.request);
        keep(wanted);
        isSent = true;
        const row = await body(
          api.POST("/api/generation/submit", {
            params: { query: { tier: wanted.tier }, header: { "Idempotency-Key": wanted.key } as never },
            headers: { "Idempotency-Key": wanted.key },
            body: request as never,
          }),
        );
        keep(undefined);
        setAction(undefined);
        void client.invalidateQueries({ queryKey: ["generation"] });
        return row;
      } catch (problem) {
        if (isSent && isDoubtful(problem)) setAction(wanted);
        else {
          keep(undefined);
          setAction(undefined);
          onRefused(problem);
        }
        return undefined;
      } finally {
        isOnTheWay.current = false;
        setBusy(false);
      }
    },
    [client, onRefused],
  );

  return {
    isBusy,
    isUnknown: action !== undefined && !isBusy,
    submit: useCallback((request, tier) => send({ key: newId(), request, tier }), [send]),
    again: useCallback(async () => (action ? send(action) : undefined), [action, send]),
    forget: useCallback(() => {
      keep(undefined);
      setAction(undefined);
    }, []),
  };
}

/** No answer, one that was cut off, or one that leaves open whether the form was taken. */
const isDoubtful = (problem: unknown): boolean =>
  !(problem instanceof ApiError) || problem.status === 0 || problem.status === 408 || problem.status >= 500;

// Of this tab alone: another one has actions of its own.
function readAction(): Action | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Action | null;
    return kept?.key && kept.request ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(action: Action | undefined): void {
  try {
    if (action) sessionStorage.setItem(KEY, JSON.stringify(action));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without a store a lost answer is asked for again until the page is left.
  }
}
