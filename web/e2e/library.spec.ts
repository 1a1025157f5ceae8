import { expect, look, test } from "./harness";
import { layLibrary } from "./library-models";

test.use({ wishes: { sandbox: false, environment: { BERRY_ALLOW_HOSTS: "127.0.0.1", BERRY_TEST_OF: "library" } } });
test.beforeAll(({ fileStand }) => layLibrary(fileStand));

test("searches, filters, sorts, and keeps it in the address and for the next visit", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  await look(page, "library-grid");

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search the library" });
  await expect(search).toBeFocused();
  await page.keyboard.type("amber");
  await expect(page.getByRole("article")).toHaveCount(3);
  await expect(page.locator("mark").first()).toHaveText("amber");
  await expect(page).toHaveURL(/q=amber/);
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page).not.toHaveURL(/q=/);

  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByLabel("Status", { exact: true }).selectOption("local");
  await expect(page.getByRole("status").filter({ hasText: /^6 of/ })).toBeVisible();
  await page.getByLabel("Sort by").selectOption("size");
  await page.getByRole("button", { name: "Ascending; press for descending" }).click();
  await expect(page).toHaveURL(/status=local/);
  await expect(page.getByRole("article").first()).toContainText("dusty-lamp");
  await page.goto("/downloads");
  await page.goto("/");
  await expect(page).toHaveURL(/status=local.*sort=size|sort=size.*status=local/);
  await page.getByRole("button", { name: "Descending; press for ascending" }).click();
  await page.getByRole("button", { name: "Remove filter “Status: Here”" }).click();
  await expect(page).not.toHaveURL(/status=/);

  await page.getByLabel("Size", { exact: true }).selectOption("large");
  await search.fill("amber");
  await expect(page.getByText("No model fits Search: amber, Size: Large, from 5 GiB.")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear all filters" }).last().click();
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
});

test("a part that an update took away makes the page load anew, and what was opened is there", async ({ page }) => {
  await page.goto("/?q=amber");
  await expect(page.getByRole("article").first()).toBeVisible();
  let isNew = false;
  page.on("domcontentloaded", () => {
    isNew = true;
  });
  await page.route("**/assets/ModelDrawer-*.js", (route) =>
    isNew ? route.continue() : route.fulfill({ status: 404 }),
  );
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  await page.getByRole("button", { name: "Details of “amber-fox”" }).click();
  await expect(page.getByRole("dialog", { name: "amber-fox" })).toBeVisible();
  expect(await page.evaluate(() => "isOld" in window)).toBe(false);
});

test("keeps views under names, and their addresses can be shared", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/?q=known&sort=size&order=desc");
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByText("Give the view a name.")).toBeVisible();
  await page.getByLabel("Name of the view").fill("Largest");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("button", { name: "Copy the address of view “Largest”" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/\?q=known&sort=size&order=desc$/);

  await page.goto("/?status=local");
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("button", { name: "Open view “Largest”" }).click();
  await expect(page.getByRole("article").first()).toContainText("Known Picture 089");
  await expect(page).not.toHaveURL(/status=/);
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("button", { name: "Remove view “Largest”" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Saved views" }).click();
  await expect(page.getByRole("button", { name: "Open view “Largest”" })).toBeVisible();
});

test("shows a table that sorts by its heads, and variants as one", async ({ page }) => {
  await page.goto("/?q=amber");
  await page.getByRole("button", { name: "Group variants and versions" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByRole("button", { name: "3 variants", exact: true }).click();
  await expect(page.getByRole("article")).toHaveCount(4);
  await page.getByRole("button", { name: "Hide 3 variants" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByRole("button", { name: "Show as a table" }).click();
  await page.getByRole("button", { name: "3 variants", exact: true }).click();
  await expect(page.getByRole("row")).toHaveCount(5);
  await page.getByRole("button", { name: "Hide 3 variants" }).click();
  await page.getByRole("button", { name: "Group variants and versions" }).click();
  await page.getByRole("button", { name: "Clear the search" }).click();
  for (const head of ["Type", "Base model", "Provider", "Size", "Status"]) {
    await page.getByRole("columnheader", { name: head }).getByRole("button").click();
    await expect(page.getByRole("columnheader", { name: head })).toHaveAttribute("aria-sort", "ascending");
  }
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect(page).toHaveURL(/order=desc/);
  await expect(page.getByRole("row").nth(1)).toContainText(/TinyLlama|Phi|Known Picture 089/);
  await look(page, "library-table");
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.getByRole("button", { name: "Show as a table" }).click();
});

test("is walked through by keyboard", async ({ page }) => {
  await page.goto("/?q=known");
  const first = page.getByRole("gridcell", { name: "Known Picture 000" });
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("gridcell", { name: "Known Picture 001" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("gridcell", { name: "Known Picture 005" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("gridcell", { name: "Known Picture 089" })).toBeFocused();
  await page.keyboard.press("Home");
  await expect(first).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+Space");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("3 selected")).toBeHidden();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Known Picture 002" });
  await expect(drawer).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/model=/);
});

test("says that the list cannot be had, never shows another, and tries again", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.route("**/api/models/library?*q=amber*", (route) => route.abort());
  await page.getByRole("searchbox").fill("amber");
  await expect(page.getByText("Could not list the models")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.unroute("**/api/models/library?*q=amber*");
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("article").first()).toContainText("amber-fox");
});

test("is usable at the width of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  await look(page, "phone-library");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto("/?view=table");
  await expect(page.getByRole("row").nth(2)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("row").nth(2).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "phone-library-drawer");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
