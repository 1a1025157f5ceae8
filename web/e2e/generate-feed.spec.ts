import { expect, look, test } from "./harness";
import {
  choose,
  feed,
  generates,
  input,
  made,
  openForm,
  orchestrator,
  prompt,
  queue,
  type Row,
} from "./harness/generation";

test.use({ wishes: { ...generates, environment: { ...generates.environment, BERRY_TEST_OF: "generate-feed" } } });
test.describe.configure({ timeout: 150_000 });

const article = (page: import("@playwright/test").Page, name: string) => page.getByRole("article", { name }).first();
const submitted = (stand: import("./harness").Stand, words: string) =>
  stand.post<Row>("/api/generation/submit", { workflow: "txt2img", ecosystem: "SDXL", prompt: words });

test("what runs shows its progress, and is cancelled with what is given back, and run again", async ({
  page,
  stand,
}) => {
  await orchestrator(stand, "orchestrator/pace?holdBefore=succeeded");
  const { id } = await submitted(stand, "held fox");
  await page.goto("/generate");
  const row = page.locator(`[data-generation="${id}"]`);
  await expect(row).toHaveAttribute("data-state", "running");
  await expect(row.getByRole("progressbar")).toBeVisible();
  await row.getByRole("button", { name: 'Cancel "held fox"' }).click();
  await expect(row).toHaveAttribute("data-state", "cancelled");
  await expect(row).toContainText("given back");
  const cancelled = await stand.ask<Row>(`/api/generation/queue/${id}`);
  expect(cancelled.transactions.some(({ type }) => type === "credit")).toBe(true);

  await orchestrator(stand, "orchestrator/pace");
  await row.getByRole("button", { name: 'Retry "held fox"' }).click();
  await stand.until(
    () => feed(stand),
    (rows) => rows.some((one) => one.id === id),
  );
  await expect(article(page, "held fox")).toBeVisible();
});

test("what failed says why, and goes with a way back", async ({ page, stand }) => {
  await orchestrator(stand, "orchestrator/outcomes", "POST", {
    kind: "blocked",
    blockedReason: "no reason to speak of",
  });
  await page.goto("/generate");
  const failed = await submitted(stand, "blocked fox");
  const told = page.locator(`[data-generation="${failed.id}"]`);
  await expect(told).toHaveAttribute("data-state", "failed");
  await expect(told.getByRole("alert")).not.toBeEmpty();
  await told.getByRole("button", { name: 'Remove "blocked fox"' }).click();
  await expect(told).toBeHidden();
  await page.getByRole("alert").filter({ hasText: "out of the feed" }).getByRole("button", { name: "Undo" }).click();
  await expect(told).toBeVisible();
});

test("what waits changes places", async ({ page, stand }) => {
  await orchestrator(stand, "orchestrator/pace?holdBefore=succeeded");
  const rows: Row[] = [];
  for (const number of [1, 2, 3, 4, 5, 6]) rows.push(await submitted(stand, `waiting ${number}`));
  const waiting = async () => (await queue(stand)).filter(({ state }) => state === "queued").map(({ id }) => id);
  const [fifth, sixth] = await stand.until(waiting, (ids) => ids.length === 2);
  await page.goto("/generate");
  const row = page.locator(`[data-generation="${sixth}"]`);
  await row.getByRole("button", { name: /^Move ".*" up$/ }).click();
  await stand.until(waiting, (ids) => ids[0] === sixth && ids[1] === fifth);
  await row.getByRole("button", { name: /^Move ".*" down$/ }).click();
  await stand.until(waiting, (ids) => ids[0] === fifth && ids[1] === sixth);
  for (const { id } of rows) await stand.post(`/api/generation/queue/${id}/cancel`);
  await orchestrator(stand, "orchestrator/pace");
});

test("favourites, words, filters, removal with undo, and a zip", async ({ page, stand }) => {
  const one = await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "a plum" });
  await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "a pear" });
  const row = () => stand.ask<Row>(`/api/generation/queue/${one.id}`);
  await page.goto("/generate");
  const entry = article(page, "a plum");
  await entry.getByRole("button", { name: 'Make "a plum" a favourite' }).click();
  await stand.until(row, ({ favourite }) => favourite);
  await entry.getByRole("button", { name: "Add a word" }).click();
  await input(page, "Add a word").fill("orchard");
  await input(page, "Add a word").press("Enter");
  await stand.until(row, ({ tags }) => tags.includes("orchard"));

  await page.getByLabel("Favourites").check();
  await expect(article(page, "a pear")).toBeHidden();
  await expect(page).toHaveURL(/favourite=true/);
  await page.getByLabel("Favourites").uncheck();
  await input(page, "Words").fill("orchard");
  await expect(article(page, "a pear")).toBeHidden();
  await input(page, "Words").fill("");
  await expect(article(page, "a pear")).toBeVisible();
  await choose(page, "Kind", "Sound");
  await expect(page.getByText("Nothing fits these filters")).toBeVisible();
  await page.getByRole("button", { name: 'Any "Kind"', includeHidden: true }).click();
  await choose(page, "Made by", "Create Video (Video)");
  await expect(page.getByText("Nothing fits these filters")).toBeVisible();
  await page.getByRole("button", { name: 'Any "Made by"', includeHidden: true }).click();
  await expect(article(page, "a pear")).toBeVisible();

  await entry.getByRole("button", { name: 'Take the word "orchard" away' }).click();
  await stand.until(row, ({ tags }) => tags.length === 0);
  await entry.getByRole("button", { name: 'No longer a favourite: "a plum"' }).click();
  await stand.until(row, ({ favourite }) => !favourite);

  await entry.getByRole("checkbox", { name: 'Choose "a plum"' }).check();
  await article(page, "a pear").getByRole("checkbox").check();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download 2 as a zip" }).click();
  const zip = await coming;
  expect(await zip.failure()).toBeNull();
  await page.getByRole("button", { name: "Choose none" }).click();
  await expect(page.getByRole("toolbar")).toBeHidden();

  await entry.getByRole("button", { name: 'Remove "a plum"' }).click();
  await expect(entry).toBeHidden();
  await page.getByRole("alert").filter({ hasText: "out of the feed" }).getByRole("button", { name: "Undo" }).click();
  await expect(entry).toBeVisible();
  expect((await feed(stand)).some(({ id }) => id === one.id)).toBe(true);
});

test("two results are compared, and each is seen large, by keyboard as well", async ({ page, stand }) => {
  await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "twins", quantity: 2 });
  await page.goto("/generate");
  const entry = article(page, "twins");
  await entry.getByRole("button", { name: 'Compare "Result 1"' }).click();
  await expect(page.getByRole("button", { name: "Compare", exact: true })).toBeDisabled();
  await entry.getByRole("button", { name: 'Compare "Result 2"' }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Two results" });
  await dialog.getByRole("slider").press("Home");
  await expect(dialog.locator("[data-compare]")).toHaveAttribute("data-compare", "0");
  await dialog.getByRole("slider").press("ArrowRight");
  await expect(dialog.locator("[data-compare]")).toHaveAttribute("data-compare", "1");
  await look(page, "generate-compare");
  await dialog.getByText("Side by side").click();
  await expect(dialog.getByRole("slider")).toBeHidden();
  await dialog.getByText("One over the other").click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Compare none" }).click();
  await expect(page.getByRole("toolbar")).toBeHidden();

  await entry.getByRole("button", { name: 'Look at "Result 1"' }).click();
  const large = page.getByRole("dialog");
  const scale = large.locator("[data-scale]");
  await large.getByRole("button", { name: "Closer" }).click();
  await expect(scale).toHaveAttribute("data-scale", "1.40");
  await large.getByRole("button", { name: "Farther" }).click();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(scale).toHaveAttribute("data-scale", "1.96");
  await large.getByRole("button", { name: "Whole" }).click();
  await expect(scale).toHaveAttribute("data-scale", "1.00");
  await large.getByRole("button", { name: "The one after" }).click();
  await expect(large.getByRole("heading", { name: "Result 2" })).toBeVisible();
  await large.getByRole("button", { name: "The one before" }).click();
  await expect(large.getByRole("heading", { name: "Result 1" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(large.getByRole("heading", { name: "Result 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(large).toBeHidden();
});

test("the same settings again, and a result sent on to be upscaled and to become a video", async ({ page, stand }) => {
  const row = await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "once more", steps: 19 });
  await openForm(page, "something else");
  const entry = article(page, "once more");
  await entry.getByRole("button", { name: 'Use "once more" again' }).click();
  await expect(prompt(page)).toHaveValue("once more");
  await expect(page.locator("#generate-steps")).toHaveValue("19");

  await entry.getByRole("button", { name: 'Send "Result 1" on' }).click();
  await page.getByRole("menuitem", { name: 'Send to "Upscale"' }).click();
  await expect(page.getByText("Not as it was:")).toBeVisible();
  await expect(page.getByRole("form").getByRole("img", { name: "Result 1" })).toBeVisible();
  await page.getByRole("button", { name: /^Generate for/ }).click();
  await stand.until(
    () => feed(stand, "?workflow=img2img:upscale"),
    (rows) => rows.length > 0,
  );

  // The new result moves this one down the page, and a menu that is open then away from its button.
  await expect(async () => {
    await entry.getByRole("button", { name: 'Send "Result 1" on' }).click();
    await page.getByRole("menuitem", { name: 'Send to "Image to Video"' }).click({ timeout: 3000 });
  }).toPass();
  await expect(prompt(page)).toHaveValue("once more");
  await page.getByRole("button", { name: /^Generate for/ }).click();
  const [video] = await stand.until(
    () => feed(stand, "?media=video"),
    (rows) => rows.length > 0,
  );
  expect(JSON.stringify(video?.form.images)).toContain("/blobs/");
  expect(row.outputs).toHaveLength(1);
});

test("levels blur and hide, also where two are compared; what is withheld is unlocked for its price", async ({
  page,
  stand,
}) => {
  // What is paid with safe Buzz is withheld when it turns out mature; what is paid with yellow comes.
  await orchestrator(stand, "orchestrator/balance?key=sandbox-key&yellow=100000&blue=0");
  await orchestrator(stand, "orchestrator/outcomes", "POST", { kind: "mature" });
  await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "for adults", quantity: 2 });
  await page.goto("/generate");
  const entry = article(page, "for adults");
  await expect(entry.getByRole("button", { name: /^Show/ })).toHaveCount(2);
  await entry.getByRole("button", { name: 'Compare "Result 1"' }).click();
  await entry.getByRole("button", { name: 'Compare "Result 2"' }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: /^Show/ })).toHaveCount(2);
  await page.keyboard.press("Escape");
  await entry.getByRole("button", { name: /^Show/ }).first().click();
  await expect(entry.getByRole("button", { name: /^Show/ })).toHaveCount(1);
  // It stays blurred where it becomes the source of something else.
  await entry.getByRole("button", { name: 'Send "Result 2" on' }).click();
  await page.getByRole("menuitem", { name: 'Send to "Upscale"' }).click();
  await expect(page.getByRole("form").getByRole("button", { name: /^Show/ })).toBeVisible();
  await expect(page.getByRole("form").getByRole("img", { name: "Result 2" })).toBeHidden();

  await orchestrator(stand, "orchestrator/balance?key=sandbox-key&yellow=100000&blue=1000");
  await orchestrator(stand, "orchestrator/outcomes", "POST", { kind: "mature" });
  const { id } = await submitted(stand, "withheld fox");
  const row = page.locator(`[data-generation="${id}"]`);
  await row.getByRole("button", { name: "Allow mature results" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await row.getByRole("button", { name: "Allow mature results" }).click();
  await page.getByRole("button", { name: "Pay and allow" }).click();
  const paid = await stand.until(
    () => stand.ask<Row>(`/api/generation/queue/${id}`),
    ({ state, transactions }) =>
      state === "completed" && transactions.filter(({ type }) => type === "debit").length > 1,
  );
  expect(paid.outputs.length).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Levels" }).click();
  await choose(page, "Above that", "Hide");
  await stand.until(
    () => stand.ask<{ above: string }>("/api/generation/levels"),
    ({ above }) => above === "hide",
  );
  await choose(page, "Ask for at most", "PG13");
  await stand.until(
    () => stand.ask<{ request_limit: string }>("/api/generation/levels"),
    ({ request_limit }) => request_limit === "pg13",
  );
  await choose(page, "Limits of", "gold");
  await page.getByRole("button", { name: 'Any "Limits of"', includeHidden: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(entry).toContainText("Hidden");
});
