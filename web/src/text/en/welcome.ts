/** Texts of the page "welcome"; keys begin with "welcome.". */
export const welcome = {
  "welcome.title": "Welcome",
} as const;
