/**
 * How many buttons no browser test presses yet; the check prints them. What is missing of its aim, none, stands in
 * docs/not-yet.md. Since each matter of the settings counts for itself the bound is a generous one, until a whole run has counted.
 */
export const mostNotPressed = 500;
