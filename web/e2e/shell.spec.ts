import { expect, look, test } from "./harness";

test("goes from page to page, by pointer and by keyboard, and keeps the chosen appearance", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Library/);
  for (const name of ["Discover", "Downloads", "Generate", "Gallery", "Providers", "Settings"]) {
    await page.getByRole("link", { name, exact: true }).first().click();
    await expect(page).toHaveTitle(new RegExp(name));
    await expect(page.locator("main")).toBeFocused();
  }
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("an address without a page says so and shows the way", async ({ page }) => {
  await page.goto("/nothing-here");
  await page.getByRole("link", { name: "Go to the library" }).click();
  await expect(page).toHaveTitle(/Library/);
});

test("the window events of other components lead to their pages", async ({ page }) => {
  await page.goto("/downloads");
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("navigate-to-llm-settings")));
  await expect(page).toHaveURL(/settings\/llm/);
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("navigate-to-model-library")));
  await expect(page).toHaveURL(/\/$/);
});

test("is usable at the width of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Downloads" }).click();
  await expect(page).toHaveTitle(/Downloads/);
  await look(page, "phone-downloads");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
