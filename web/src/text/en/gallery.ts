/** Texts of the page "gallery"; keys begin with "gallery.". */
export const gallery = {
  "gallery.title": "Gallery",
} as const;
