/** Texts of the page "downloads"; keys begin with "downloads.". */
export const downloads = {
  "downloads.title": "Downloads",
} as const;
