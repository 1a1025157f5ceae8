/** Texts of the page "generate"; keys begin with "generate.". */
export const generate = {
  "generate.title": "Generate",
} as const;
