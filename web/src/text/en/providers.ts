/** Texts of the page "providers"; keys begin with "providers.". */
export const providers = {
  "providers.title": "Providers",
} as const;
