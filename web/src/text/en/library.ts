/** Texts of the page "library"; keys begin with "library.". */
export const library = {
  "library.title": "Library",
} as const;
