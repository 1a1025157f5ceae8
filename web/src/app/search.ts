/** Addresses with plain words (`?q=anime&type=lora`), as a person writes and shares them. */
export const plainSearch = {
  parseSearch: (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values: Record<string, unknown>): string => {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
      if (value !== undefined && value !== null && value !== "") words.set(name, String(value));
    const text = words.toString();
    return text ? `?${text}` : "";
  },
};
