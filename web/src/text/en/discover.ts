/** Texts of the page "discover"; keys begin with "discover.". */
export const discover = {
  "discover.title": "Discover",
  "discover.reference": "Paste a reference",
  "discover.reference_example": "Page address, AIR, hf:owner/repo, hash or number",
  "discover.reference_invalid": "This names no model.",
  "discover.resolving": "read the reference",
  "discover.open": "Show",
} as const;
