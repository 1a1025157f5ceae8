/** Texts of the page "discover"; keys begin with "discover.". */
export const discover = {
  "discover.title": "Discover",
} as const;
