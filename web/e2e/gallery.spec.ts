import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { foldersOf, foxes, listOf, makeFoxes, watch } from "./gallery-parts";
import { parametersOf, png, writePng } from "./gallery-pictures";
import { expect, look, test } from "./harness";
import { layModels } from "./library-models";

// A machine that does much else at the same time.
test.describe.configure({ timeout: 150_000 });
// A server of its own: files that wish for the same share one.
test.use({ wishes: { environment: { BERRY_TEST_OF: "gallery" } } });

/** Lets a file fall on the page. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ({ base64, called }) => {
      const given = new DataTransfer();
      given.items.add(
        new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], called, { type: "image/png" }),
      );
      return given;
    },
    { base64: bytes.toString("base64"), called: name },
  );
  await page.dispatchEvent("body", "dragenter", { dataTransfer: data });
  await expect(page.getByText("Drop it: you see how it was made")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

test("an empty gallery says what to do, and a folder that is added shows its pictures", async ({ page, stand }) => {
  const folder = join(stand.home, "output");
  makeFoxes(folder, 24);
  await page.goto("/gallery");
  await expect(page.getByText("No folder of pictures yet")).toBeVisible();
  await look(page, "gallery-empty");

  // What is wrong is said at the field, which keeps what was typed and gets the focus.
  const field = page.getByLabel("Folder on the server's machine");
  await field.fill(join(stand.home, "nowhere"));
  await page.getByRole("button", { name: "Add this folder" }).click();
  await expect(field).toHaveAccessibleDescription(/nowhere/);
  await expect(field).toBeFocused();
  await field.fill(folder);
  await page.reload();
  await expect(field).toHaveValue(folder);
  await page.getByLabel("With its sub-folders").uncheck();
  await page.getByLabel("Ask Civitai for models that are not here").check();
  await page.getByRole("button", { name: "Add this folder" }).click();
  await expect(page.getByText("24 pictures", { exact: true })).toBeVisible();
  await expect(page.getByRole("listitem")).toHaveCount(24);
  expect(await foldersOf(stand)).toMatchObject([{ path: folder, pictures: 24, recursive: false }]);
  await expect(page.locator("main img").first()).toHaveJSProperty("complete", true);
  await look(page, "gallery");
});

test("words, program and missing models narrow the list, and the address keeps them", async ({ page, stand }) => {
  await foxes(stand);
  await page.goto("/gallery");
  await page.getByLabel("Words of the prompt").fill("red fox");
  await expect(page.getByText("12 pictures", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=red(\+|%20)fox/);
  await page.reload();
  await expect(page.getByLabel("Words of the prompt")).toHaveValue("red fox");
  await expect(page.getByText("12 pictures", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Program" }).fill("ComfyUI");
  await expect(page.getByText("No picture fits")).toBeVisible();
  await page.getByRole("button", { name: "Show all pictures" }).click();
  await expect(page.getByText("24 pictures", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Its models" }).click();
  await page.getByRole("option", { name: "All models are here" }).click();
  await expect(page.getByText("No picture fits")).toBeVisible();
  await page.locator('button[aria-label="Here or not"]').click();
  await expect(page.getByText("24 pictures", { exact: true })).toBeVisible();
  await page.getByLabel("Words of the prompt").fill("whale");
  await expect(page.getByText("12 pictures", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("combobox", { name: "Order" }).click();
  await page.getByRole("option", { name: "Oldest first" }).click();
  await expect(page.locator('[data-index="0"]').getByRole("link", { name: /fox-000/ })).toBeVisible();
  // How one likes to look at things stays.
  await page.goto("/gallery");
  await expect(page).toHaveURL(/sort=oldest/);
});

test("the lightbox shows how a picture was made, and keys lead on", async ({ page, stand, context }) => {
  await foxes(stand);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/gallery?sort=oldest");
  await page.getByRole("link", { name: /fox-000/ }).click();
  const box = page.getByRole("dialog");
  await expect(page).toHaveURL(/picture=\d+/);
  await expect(box.getByText("a blue whale, number 0")).toBeVisible();
  await expect(box.getByText("blurry, low quality")).toBeVisible();
  await expect(box.getByText("DPM++ 2M Karras")).toBeVisible();
  await expect(box.getByText("832 × 1216")).toBeVisible();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [what, text] of [
    ["Prompt", "a blue whale, number 0"],
    ["Negative prompt", "blurry, low quality"],
    ["Seed", "1000"],
    ["all settings", "Sampler: DPM++ 2M Karras"],
    ["Program", "A1111"],
    ["Sampler", "DPM++"],
    ["Scheduler", ""],
    ["Steps", "24"],
    ["CFG scale", "6.5"],
    ["Size", "832 × 1216"],
  ] as const) {
    const button = box.getByRole("button", { name: `Copy: ${what}`, exact: true });
    if (what === "Scheduler" && !(await button.isVisible())) continue;
    await button.click();
    await expect(box.getByText(`Copied: ${what}`, { exact: true })).toBeAttached();
    expect(await copied(), what).toContain(text);
  }
  await box.getByRole("button", { name: /What else the program said/ }).click();
  await expect(box.getByText("Clip skip")).toBeVisible();
  await box.getByRole("button", { name: "Copy: what else the program said" }).click();
  await expect.poll(copied).toContain("Clip skip");
  await look(page, "gallery-lightbox");

  await page.keyboard.press("ArrowRight");
  await expect(box.getByText("a red fox in snow, number 1")).toBeVisible();
  await expect(box.getByText("2 of 24", { exact: true })).toBeVisible();
  await page.reload();
  await expect(box.getByText("a red fox in snow, number 1")).toBeVisible();
  await box.getByRole("button", { name: "Next picture" }).click();
  await expect(box.getByText("a blue whale, number 2")).toBeVisible();
  await box.getByRole("button", { name: "Previous picture" }).click();
  await page.keyboard.press("ArrowLeft");
  await expect(box.getByText("a blue whale, number 0")).toBeVisible();
  await expect(box.getByRole("button", { name: "Previous picture" })).toBeDisabled();

  const picture = box.getByRole("img", { name: "fox-000.png" });
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  const fitted = await width();
  await box.getByRole("button", { name: "Larger" }).click();
  await page.keyboard.press("+");
  await expect.poll(width).toBeCloseTo(fitted * 2, -1);
  await box.getByRole("button", { name: "Smaller" }).click();
  await expect.poll(width).toBeCloseTo(fitted * 1.5, -1);
  await box.getByRole("button", { name: "Whole picture" }).click();
  await expect.poll(width).toBeCloseTo(fitted, -1);

  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(page).not.toHaveURL(/picture=/);
  await expect(page.getByRole("link", { name: /fox-000/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("link", { name: /fox-001/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await box.getByRole("link", { name: "Use these settings" }).click();
  // The address is forgotten once its settings are taken.
  await expect(page).toHaveURL(/\/generate/);
  await expect(page.locator("#generate-prompt")).toHaveValue("a red fox in snow, number 1");
  await page.goBack();
  await box.getByRole("button", { name: "Close the picture" }).click();
  await expect(box).toBeHidden();
});

test("the models of a picture lead to the library, and what is missing is fetched", async ({ page, stand }) => {
  const folder = join(stand.home, "models-of");
  mkdirSync(folder);
  writePng(join(folder, "one.png"), {
    parameters: `a tower\nSteps: 20, Sampler: Euler a, Seed: 5, Model: nobody-has-this, Model hash: 0123456789`,
  });
  await watch(stand, folder);
  const { id } = (await listOf(stand, "?q=tower")).pictures[0] ?? { id: 0 };
  await page.goto(`/gallery?picture=${id}`);
  const box = page.getByRole("dialog");
  await expect(box.getByText("nobody-has-this")).toBeVisible();
  await box.getByRole("button", { name: "Get 1 missing model" }).click();
  await expect(box.getByRole("status").filter({ hasText: "nobody-has-this:" })).toBeVisible();
});

test("a picture that is dropped or chosen shows its settings, and nothing is kept", async ({ page, stand }) => {
  await page.goto("/gallery");
  const before = (await listOf(stand)).total_count;
  const given = png({ parameters: parametersOf("a green owl", 77), hue: 0.3 });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Read a picture" }).click();
  await (await chooser).setFiles({ name: "owl.png", mimeType: "image/png", buffer: given });
  const box = page.getByRole("dialog");
  await expect(box.getByText("a green owl")).toBeVisible();
  await look(page, "gallery-read");
  await box.getByRole("button", { name: "Close" }).click();
  await drop(page, "cat.png", png({ parameters: parametersOf("a yellow cat", 78) }));
  await expect(box.getByText("a yellow cat")).toBeVisible();
  await page.keyboard.press("Escape");
  await drop(page, "words.png", Buffer.from("this is no picture"));
  await expect(
    box.getByText(/Could not read this picture|Not all of it could be read|Nothing in this file/).first(),
  ).toBeVisible();
  expect((await listOf(stand)).total_count).toBe(before);
});

test("a model of the library narrows the list, and a picture leads to it", async ({ page, stand }) => {
  await layModels(stand, ["loras/fox-line.safetensors"]);
  const folder = join(stand.home, "lines");
  mkdirSync(folder);
  writePng(join(folder, "line.png"), { parameters: parametersOf("an ink fox <lora:fox-line:0.7>", 5) });
  await watch(stand, folder);
  await foxes(stand);
  await page.goto("/gallery");
  await page.getByRole("combobox", { name: "Model", exact: true }).click();
  await page.getByRole("option", { name: /fox-line/ }).click();
  await expect(page).toHaveURL(/model=/);
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  await page.locator('button[aria-label="Any model"]').click();
  await expect(page).not.toHaveURL(/model=/);
  const { total_count } = await listOf(stand);
  await expect(page.getByText(`${total_count} pictures`, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: /line/ }).first().click();
  await page.getByRole("dialog").getByRole("link", { name: "fox-line" }).click();
  await expect(page).toHaveURL(/\/\?model=/);
});

test("is usable at the width of a phone", async ({ page, stand }) => {
  await foxes(stand);
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/gallery?sort=oldest");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await look(page, "phone-gallery");
  const narrow = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await narrow()).toBeLessThanOrEqual(390);
  await page.getByRole("link", { name: /fox-003/ }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Copy: Prompt" })).toBeAttached();
  await look(page, "phone-lightbox");
  expect(await narrow()).toBeLessThanOrEqual(390);
});
