/** Texts of the page "settings"; keys begin with "settings.". */
export const settings = {
  "settings.title": "Settings",
} as const;
