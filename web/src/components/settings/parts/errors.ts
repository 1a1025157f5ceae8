import { useEffect, useRef } from "react";
import { handleApiError } from "@/lib/error-handler";

/** What is wrong in a form, by field; `form` is what belongs to none. */
export type FieldErrors<Field extends string> = Partial<Record<Field | "form", string>>;

/**
 * Puts the server's refusal beside the field that it names.
 * @param fields The form's own names, with the words by which the server calls them.
 * @param otherwise Where a refusal belongs that names none.
 */
export function fieldErrors<Field extends string>(
  error: unknown,
  doing: string,
  fields: Readonly<Record<Field, readonly string[]>>,
  otherwise: NoInfer<Field> | "form" = "form",
): FieldErrors<Field> {
  if (!error) return {};
  const { message, steps, code } = handleApiError(error, doing);
  const text = [message, ...steps].join(" ");
  const named = (Object.keys(fields) as Field[]).find((field) => fields[field].some((word) => message.includes(word)));
  const isOfForm = ["network", "auth", "failed"].includes(code);
  return { [named ?? (isOfForm ? "form" : otherwise)]: text } as FieldErrors<Field>;
}

/** Brings the keyboard to the first field that is wrong, each time there is another failure. */
export function useFirstError(errors: object, attempt: unknown) {
  const form = useRef<HTMLFormElement>(null);
  const isWrong = Object.keys(errors).length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt with the same mistake leads there again
  useEffect(() => {
    if (isWrong) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [isWrong, attempt]);
  return form;
}
