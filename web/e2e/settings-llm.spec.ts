import { join } from "node:path";
import { expect, look, test } from "./harness";
import { dropWord, writeGguf } from "./settings-parts";

test.setTimeout(150_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "settings-llm" } } });

test("every provider has its models chosen on the page of language models", async ({ page, stand }) => {
  writeGguf(join(stand.models, "llama-cpp", "berry-chat.gguf"), "Berry Chat");
  await stand.index();
  await page.goto("/settings/llm");
  await page.getByRole("main").getByLabel("Providers", { exact: true }).selectOption("all");
  await expect(page.getByRole("button", { name: /^ComfyUI/ })).toBeVisible();
  const controls = page.locator("button[data-accordion-control]");
  for (let index = 0; index < (await controls.count()); index++) {
    await controls.nth(index).click();
    await expect(controls.nth(index)).toHaveAttribute("aria-expanded", "true");
    const panel = page
      .getByRole("region")
      .filter({ has: page.getByLabel("Address") })
      .last();
    await expect(panel.getByLabel("Address").first()).toBeVisible();
    await controls.nth(index).click();
  }
  await page.getByRole("button", { name: /^llama\.cpp/ }).click();
  const panel = page.getByRole("region", { name: /^llama\.cpp/ });
  await panel.getByLabel("Key", { exact: true }).fill("secret-of-llama");
  await panel.getByRole("button", { name: "Show the key" }).click();
  await panel.getByRole("combobox", { name: "Models" }).click();
  await page
    .getByRole("listbox")
    .getByRole("option", { name: /^phi-2-q4/ })
    .click();
  await page
    .getByRole("listbox")
    .getByRole("option", { name: /^tinyllama/ })
    .click();
  await panel.getByText("Where it answers").click();
  await dropWord(page, "tinyllama");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText(/1 model chosen/)).toBeVisible();
  const settings = () => stand.ask<{ models: string[]; has_key: boolean }>("/api/providers/llama-cpp/settings");
  expect(await settings()).toMatchObject({ models: ["phi-2-q4"], has_key: true });
  await look(page, "settings-llm-chosen");
  await panel.getByRole("button", { name: "Remove the key" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await panel.getByRole("button", { name: "Remove the key" }).click();
  await page.getByRole("button", { name: "Delete the key" }).click();
  await expect.poll(async () => (await settings()).has_key).toBe(false);
  await dropWord(page, "phi-2-q4");
  await panel.getByRole("button", { name: "Discard changes" }).click();
  await dropWord(page, "phi-2-q4");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await settings()).models).toEqual([]);
  await page.getByRole("button", { name: "Model library" }).click();
  await expect(page).toHaveURL(/\/$/);
});
