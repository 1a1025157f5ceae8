/** The texts of the pages that are open, and those that all share. */
export const texts: Record<string, string> = {};

/** Adds the texts of a page, when the first of its parts is fetched. */
export function add<Texts extends Record<string, string>>(more: Texts): Texts {
  Object.assign(texts, more);
  return more;
}
