import { expect, look, test } from "./harness";

test.use({ wishes: { environment: { BERRY_TEST_OF: "settings-look" } } });

const TABS = [
  ["General", "general", "Mature content"],
  ["LLM", "llm", "Language models"],
  ["Folders", "folders", "Add a folder"],
  ["Downloads", "downloads", "Room for models"],
  ["Network", "network", "What is asked of whom"],
  ["Keys of sources", "sources", "Hugging Face"],
  ["Updates", "updates", "Look for newer versions"],
  ["Subscriptions", "subscriptions", "Follow something"],
  ["Webhooks", "webhooks", "Make a webhook"],
  ["Access keys", "access", "Make an access key"],
  ["Pictures", "pictures", "Folders of pictures"],
  ["Quarantine", "quarantine", "Nothing is in quarantine"],
  ["Experiments", "experiments", "Set a gate"],
  ["Privacy", "privacy", "Which models were used"],
  ["Changes", "audit", "Who changed what"],
  ["About", "about", "Licences"],
] as const;

test("every matter of the settings has its address", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/settings");
  const menu = page.getByRole("navigation", { name: "Settings" });
  // One that is added is looked at here as well.
  await expect
    .poll(() =>
      menu.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1))),
    )
    .toEqual(TABS.map(([, id]) => id));
  for (const [name, id, text] of TABS) {
    await menu.getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/settings/${id}$`));
    await expect(page.locator("main").getByText(text).first()).toBeVisible();
    await look(page, `settings-${id}`);
  }
  await page.goto("/settings/nothing");
  await page.getByRole("link", { name: "To the general settings" }).click();
  await expect(page.getByText("Mature content")).toBeVisible();
});

test("the matters are usable at the width of a phone, the active one in sight", async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 780 });
  for (const [name, id] of TABS) {
    await page.goto(`/settings/${id}`);
    const active = page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name, exact: true });
    await expect(active).toBeInViewport({ ratio: 0.9 });
    await expect(page.locator("main").getByRole("heading", { level: 2 }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(390);
  }
  await look(page, "phone-settings");
});
