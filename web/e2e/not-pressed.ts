/** Buttons that no browser test presses, as `address: name`, each with the reason. What is not here must be pressed. */
export const notPressed: Readonly<Record<string, string>> = {};
