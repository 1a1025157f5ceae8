import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tellError } from "@/lib/error-handler";
import type { Draft } from "./drafts";

interface Wish<In, Out> {
  ask(input: In): Promise<Out>;
  /** The first words of what is old afterwards. */
  stale: readonly string[];
  /** What is tried, such as "save the schedule". */
  doing: string;
  onDone?(answer: Out, input: In): void;
  /** What the form holds: what was sent of it is forgotten once it is saved. */
  draft?: Pick<Draft<object>, "send" | "settle">;
  /** The form shows the failure itself. */
  quiet?: boolean;
}

/** A change on the server: once at a time, what it made old is asked anew, and a failure is told. */
export function useChange<In = void, Out = unknown>({ ask, stale, doing, onDone, draft, quiet }: Wish<In, Out>) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ask,
    onSuccess: async (answer, input) => {
      draft?.settle();
      onDone?.(answer, input);
      await Promise.all(stale.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onError: (problem) => {
      if (!quiet) tellError(problem, doing);
    },
  });
  return {
    ...change,
    // A key that is held, or a second press, is no second wish.
    run: (input: In) => {
      if (change.isPending) return;
      draft?.send();
      change.mutate(input);
    },
  };
}
