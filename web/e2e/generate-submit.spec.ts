import { readFileSync } from "node:fs";
import { expect, test } from "./harness";
import {
  choose,
  feed,
  generateButton,
  generates,
  made,
  openForm,
  orchestrator,
  prompt,
  queue,
} from "./harness/generation";

test.use({ wishes: { ...generates, environment: { ...generates.environment, BERRY_TEST_OF: "generate-submit" } } });
test.describe.configure({ timeout: 150_000 });

test("a lost answer is asked for again, and paid once", async ({ page, stand }) => {
  await openForm(page, "lost and found");
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await page.route(
    "**/api/generation/submit**",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await generateButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nobody knows" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByText("Nobody knows")).toBeHidden();
  await stand.until(
    () => feed(stand),
    (rows) => rows.some(({ form }) => form.prompt === "lost and found"),
  );
  const all = [...(await feed(stand)), ...(await queue(stand))].filter(({ form }) => form.prompt === "lost and found");
  expect(all).toHaveLength(1);

  // An answer that is cut off says nothing either.
  await prompt(page).fill("cut in the middle");
  await expect(generateButton(page)).toBeEnabled();
  await page.route(
    "**/api/generation/submit**",
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 202, contentType: "application/json", body: "{" });
    },
    { times: 1 },
  );
  await generateButton(page).click();
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByText("Nobody knows")).toBeHidden();
  await stand.until(
    async () => [...(await feed(stand)), ...(await queue(stand))],
    (rows) => rows.filter(({ form }) => form.prompt === "cut in the middle").length === 1,
  );

  await prompt(page).fill("lost for good");
  await expect(generateButton(page)).toBeEnabled();
  await page.route("**/api/generation/submit**", (route) => route.abort(), { times: 1 });
  await generateButton(page).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByText("Nobody knows")).toBeHidden();
  expect((await queue(stand)).some(({ form }) => form.prompt === "lost for good")).toBe(false);
});

test("without a price nothing is submitted but by a second word, and too little Buzz is said before", async ({
  page,
  stand,
}) => {
  await page.route("**/api/generation/quote**", (route) =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          type: "NetworkError",
          message: "Nobody knows prices now.",
          details: {},
          resolution_steps: ["Wait a little."],
          code: "network",
          retryable: true,
        },
      },
    }),
  );
  await openForm(page, "at any price");
  await expect(page.getByText("Nobody knows prices now.")).toBeVisible();
  await page.getByRole("button", { name: "Ask for the price again" }).click();
  await generateButton(page).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect((await queue(stand)).some(({ form }) => form.prompt === "at any price")).toBe(false);
  await generateButton(page).click();
  await page.getByRole("button", { name: "Generate at any price" }).click();
  await stand.until(
    () => feed(stand),
    (rows) => rows.some(({ form }) => form.prompt === "at any price"),
  );

  await page.unroute("**/api/generation/quote**");
  await orchestrator(stand, "orchestrator/balance?key=sandbox-key&yellow=1&blue=0");
  await page.locator("#generate-steps").fill("35");
  await expect(page.getByText("That is more than your accounts hold.")).toBeVisible();
  await expect(generateButton(page)).toBeDisabled();
  await orchestrator(stand, "orchestrator/balance?key=sandbox-key&yellow=100000&blue=1000");
});

test("source pictures are uploaded, dropped, and taken from the feed; a dropped picture fills in the form", async ({
  page,
  stand,
}) => {
  const row = await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "a source", seed: 4711, steps: 22 });
  const picture = Buffer.from(await (await fetch(stand.url + row.outputs[0]?.url)).arrayBuffer());

  await openForm(page);
  await choose(page, "What to make", /^Upscale$/);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose pictures" }).click();
  await (await chooser).setFiles({ name: "mine.png", mimeType: "image/png", buffer: picture });
  await expect(page.getByRole("img", { name: "mine.png" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("img", { name: "mine.png" })).toBeVisible();
  await page.getByRole("button", { name: 'Take "mine.png" out' }).click();
  await page.getByRole("button", { name: "From the feed" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Take "/ })
    .first()
    .click();
  await expect(page.getByRole("img", { name: "Result 1" }).first()).toBeVisible();
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await generateButton(page).click();
  await stand.until(
    () => feed(stand, "?workflow=img2img:upscale"),
    (rows) => rows.length > 0,
  );

  // Dropped on the form, the same picture says how it was made.
  const data = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "dropped.png", { type: "image/png" }),
    );
    return transfer;
  }, picture.toString("base64"));
  await page.getByRole("form", { name: "Settings" }).dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByText("Settings of dropped.png", { exact: true })).toBeVisible();
  await expect(page.locator("#generate-seed")).toHaveValue("4711");
  await expect(prompt(page)).toHaveValue("a source");
  await expect(page.locator("#generate-steps")).toHaveValue("22");
  await page.getByRole("button", { name: "Close what was taken" }).click();
  await expect(page.getByText("Settings of dropped.png", { exact: true })).toBeHidden();

  // The tool that only reads does the same with a chosen one.
  await choose(page, "What to make", "Extract Metadata");
  const again = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose pictures" }).click();
  await (await again).setFiles({ name: "read.png", mimeType: "image/png", buffer: picture });
  await page.getByRole("button", { name: "Read its settings into the form" }).click();
  await expect(page.getByText("Settings of read.png", { exact: true })).toBeVisible();
  await expect(page.locator("#generate-seed")).toHaveValue("4711");
});

test("an address names settings: those of a generation, and those of a picture of the gallery", async ({
  page,
  stand,
}) => {
  const row = await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "by address", steps: 17 });
  await page.goto(`/generate?from=${row.id}`);
  await expect(prompt(page)).toHaveValue("by address");
  await expect(page.locator("#generate-steps")).toHaveValue("17");
  await expect(page).toHaveURL(/\/generate$/);

  const paths = (await stand.ask<{ outputs: { path: string }[] }>(`/api/generation/queue/${row.id}`)).outputs;
  const folder = (paths[0]?.path ?? "").split("/").slice(0, -1).join("/");
  expect(readFileSync(paths[0]?.path ?? "").length).toBeGreaterThan(0);
  await stand.post("/api/pictures/folders", { path: folder });
  const { pictures } = await stand.until(
    () => stand.ask<{ pictures: { id: number; path: string }[] }>("/api/pictures?q=address"),
    (answer) => answer.pictures.length > 0,
  );
  await prompt(page).fill("something else");
  await page.goto(`/generate?picture=${pictures[0]?.id}`);
  await expect(prompt(page)).toHaveValue("by address");
  await expect(page.getByText(/^Settings of /)).toBeVisible();
});
