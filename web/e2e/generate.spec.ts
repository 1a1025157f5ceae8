import { expect, look, test } from "./harness";
import { choose, feed, generateButton, generates, input, openForm, prompt, queue } from "./harness/generation";

test.use({ wishes: { ...generates, environment: { ...generates.environment, BERRY_TEST_OF: "generate" } } });
test.describe.configure({ timeout: 150_000 });

test("a picture from words: priced, submitted once, seen in the queue and in the feed", async ({ page, stand }) => {
  await openForm(page);
  // What is missing is said at its field, which gets the focus.
  await generateButton(page).click();
  await expect(prompt(page)).toBeFocused();
  await expect(prompt(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#generate-prompt-error")).toContainText("empty");
  expect(await queue(stand)).toEqual([]);

  await prompt(page).fill("a red fox in the snow");
  await page.getByRole("button", { name: /^“?"?2:3/ }).click();
  await expect(page.getByText("832 × 1216 pixels")).toBeVisible();
  await input(page, "Quantity").fill("2");
  await expect(generateButton(page)).toHaveText(/Generate for 16 Buzz/);

  // Enter in a field never pays.
  await input(page, "Quantity").press("Enter");
  await page.waitForTimeout(300);
  expect(await queue(stand)).toEqual([]);

  // A held key is one wish.
  await prompt(page).focus();
  await page.keyboard.down("Control");
  for (let times = 0; times < 5; times++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await expect(page.getByText("It is in the queue.")).toBeVisible();
  const ofThese = async () =>
    [...(await feed(stand)), ...(await queue(stand))].filter(({ form }) => form.prompt === "a red fox in the snow");
  const done = await stand.until(ofThese, (rows) => rows.some(({ state }) => state === "completed"));
  expect(done).toHaveLength(1);
  expect(done[0]?.form).toMatchObject({
    workflow: "txt2img",
    ecosystem: "SDXL",
    prompt: "a red fox in the snow",
    quantity: 2,
  });
  const entry = page.getByRole("article", { name: "a red fox in the snow" });
  await expect(entry.locator("img")).toHaveCount(2);
  await look(page, "generate-form-feed");
});

test("what is filled in survives a reload and a walk through other choices", async ({ page }) => {
  await openForm(page, "kept words");
  await page.locator("#generate-steps").fill("41");
  await page.getByRole("button", { name: 'Use "Creative" for "CFG scale"' }).click();
  await expect(page.locator("#generate-cfgScale")).toHaveValue("4");
  await page.getByRole("button", { name: "Draw a seed and keep it" }).click();
  const seed = await page.locator("#generate-seed").inputValue();
  expect(Number(seed)).toBeGreaterThan(0);
  await page.locator(".mantine-NumberInput-control").first().click();

  await choose(page, "With", "Flux.2");
  await expect(page.getByText("CLIP skip")).toBeHidden();
  await expect(prompt(page)).toHaveValue("kept words");
  // Steps are a version's own.
  await expect(page.locator("#generate-steps")).not.toHaveValue("41");
  await choose(page, "What to make", "Create Video");
  await expect(prompt(page)).toHaveValue("kept words");
  await page.getByLabel('"Sound", on or off').check({ force: true });
  await expect(page.getByLabel('"Sound", on or off')).toBeChecked();

  await choose(page, "What to make", "Create Image");
  await choose(page, "With", "Stable Diffusion XL");
  await expect(page.locator("#generate-steps")).toHaveValue("41");
  await page.reload();
  await expect(page.locator("#generate-steps")).toHaveValue("41");
  await expect(page.locator("#generate-seed")).toHaveValue(seed);
  await expect(prompt(page)).toHaveValue("kept words");
  await page.getByRole("button", { name: "Draw a seed each time" }).click();
  await expect(page.locator("#generate-seed")).toHaveValue("");

  // What is out of its range is said, and not moved under the person's hands.
  await page.locator("#generate-steps").fill("99");
  await expect(page.locator("#generate-steps-notes")).toContainText("50 instead of 99");
  await page.getByRole("button", { name: "Reset to defaults" }).click();
  await expect(page.locator("#generate-steps")).toHaveValue("30");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#generate-steps")).toHaveValue("99");
});

test("presets are saved, loaded, and deleted with a way back", async ({ page, stand }) => {
  const names = async () =>
    (await stand.ask<{ presets: { name: string }[] }>("/api/generation/presets/SDXL")).presets.map(({ name }) => name);
  await openForm(page, "preset words");
  await page.locator("#generate-steps").fill("33");
  await page.getByRole("button", { name: "Presets" }).click();
  await page.getByRole("menuitem", { name: "Save as a preset" }).click();
  await input(page, "Name of the preset").fill("Mine");
  await page.getByLabel("With prompts and other texts").uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await stand.until(names, (list) => list.includes("Mine"));

  await page.locator("#generate-steps").fill("12");
  await page.getByRole("button", { name: "Presets" }).click();
  await page.getByRole("menuitem", { name: 'Load the preset "Mine"' }).click();
  await expect(page.locator("#generate-steps")).toHaveValue("33");
  await expect(prompt(page)).toHaveValue("preset words");

  await page.getByRole("button", { name: "Presets" }).click();
  await page.getByRole("button", { name: 'Delete the preset "Mine"' }).click();
  await stand.until(names, (list) => !list.includes("Mine"));
  await page.keyboard.press("Escape");
  await page.getByRole("alert").filter({ hasText: "is deleted" }).getByRole("button", { name: "Undo" }).click();
  await stand.until(names, (list) => list.includes("Mine"));
});

test("models are found by name and as cards, with strength and words; what does not go along is grey", async ({
  page,
  stand,
}) => {
  await openForm(page, "a castle");
  await input(page, 'Find a model for "Add-ons"').fill("Amber Clay");
  await page
    .getByRole("option", { name: /Amber Clay/ })
    .first()
    .click();
  const card = page.getByRole("group", { name: "Amber Clay" });
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: 'Add "amberstyle" to the prompt' }).click();
  await expect(prompt(page)).toHaveValue("a castle, amberstyle");
  await input(page, 'Strength of "Amber Clay"').fill("0.6");

  await page.getByRole("button", { name: 'Browse models for "Add-ons"' }).click();
  const browser = page.getByRole("dialog");
  await expect(browser.getByRole("button", { name: /^Take "/ }).first()).toBeVisible();
  await look(page, "generate-resource-select");
  await browser.getByRole("button", { name: "More" }).click();
  await input(page, "Search models").fill("Fjord");
  await browser.getByRole("button", { name: 'Take "Fjord Dream"' }).first().click();
  await expect(page.getByRole("group", { name: "Fjord Dream" })).toBeVisible();
  await page
    .getByRole("group", { name: "Fjord Dream" })
    .getByRole("button", { name: 'Take "Fjord Dream" out' })
    .click();
  await expect(page.getByRole("group", { name: "Fjord Dream" })).toBeHidden();

  // Another architecture: it stays, grey with the reason, and is not sent.
  await choose(page, "With", /^Flux\.1$/);
  await expect(card).toHaveAttribute("data-level", "none");
  await expect(card).toContainText("does not go with");
  await choose(page, "With", "Stable Diffusion XL");
  await expect(card).toHaveAttribute("data-level", "full");
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await generateButton(page).click();
  const rows = await stand.until(
    () => feed(stand, "?workflow=txt2img"),
    (list) => list.some(({ form }) => form.prompt === "a castle, amberstyle"),
  );
  const resources = rows.find(({ form }) => form.prompt === "a castle, amberstyle")?.form.resources;
  expect(resources).toMatchObject([{ id: 320501, strength: 0.6 }]);
});

test("video, sound and 3D have their own fields in the same form", async ({ page, stand }) => {
  await openForm(page, "waves at dusk");
  await choose(page, "What to make", "Create Video");
  await expect(page.locator("#generate-duration")).toBeVisible();
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await generateButton(page).click();
  await stand.until(
    () => feed(stand, "?media=video"),
    (rows) => rows.length > 0,
  );
  await expect(page.getByRole("article", { name: "waves at dusk" }).locator("video")).toHaveAttribute("controls", "");

  await choose(page, "What to make", "Create Music");
  await choose(page, "Song", /custom/i);
  await expect(page.getByLabel("Lyrics")).toBeVisible();
  await choose(page, "What to make", "Create 3D Model");
  await expect(page.getByLabel("Polygons").first()).toBeVisible();

  // A workflow from pictures offers a place for them before there is one.
  await choose(page, "What to make", "Image to Video");
  await expect(page.getByRole("button", { name: "Choose pictures" })).toBeVisible();
  await choose(page, "What to make", "Interpolate");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a video" }).click();
  await (await chooser).setFiles([]);
  await page.getByRole("button", { name: "From the feed" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Take "/ })
    .first()
    .click();
  await expect(generateButton(page)).toHaveText(/Buzz/);
});

test("is whole at the width of a phone, with queue and feed behind tabs", async ({ page, stand }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await openForm(page, "on the phone");
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await look(page, "phone-generate");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await generateButton(page).click();
  await expect(page.getByRole("tab", { name: "Queue" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "Feed" }).click();
  await stand.until(
    () => feed(stand),
    (rows) => rows.some(({ form }) => form.prompt === "on the phone"),
  );
  await expect(page.getByRole("article", { name: "on the phone" }).first()).toBeVisible();
  await look(page, "phone-generate-feed");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expect(page).toHaveURL(/\btab=feed\b/);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Feed" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(prompt(page)).toHaveValue("on the phone");
  await expect(page).not.toHaveURL(/\btab=/);
});
