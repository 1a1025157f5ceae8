import { expect, look, test } from "./harness";
import { knowModels, type Model } from "./library-models";

test.use({ wishes: { sandbox: false, environment: { BERRY_TEST_OF: "library-groups" } } });
test.describe.configure({ timeout: 150_000 });

test.beforeAll(async ({ fileStand }) => {
  await knowModels(
    fileStand,
    [
      ["tiny", "llama-cpp", "1.1B"],
      ["middle", "llama-cpp", "7B"],
      ["huge", "ollama", "70B"],
      ["picture", "comfyui", undefined],
    ].map(([name, provider, parameters]) => ({
      id: `sorted-${name}`,
      name: `Sorted ${name}`,
      provider,
      format: provider === "comfyui" ? "safetensors" : "gguf",
      capabilities: provider === "comfyui" ? ["image-generation"] : ["text-generation", "chat"],
      metadata: parameters ? { parameters, quantization: "Q4_K_M", context_length: 8192 } : {},
    })),
  );
});

test("the library is in the order of parameters and of compatibility, either way", async ({ page, stand }) => {
  const names = () => page.getByRole("gridcell").evaluateAll((cells) => cells.map((cell) => cell.ariaLabel));
  const told = async (query: string) =>
    (await stand.ask<{ models: Model[] }>(`/api/models/library?q=sorted&${query}`)).models.map(({ name }) => name);
  await page.goto("/?q=sorted");
  await expect(page.getByRole("gridcell")).toHaveCount(4);
  await page.getByLabel("Sort by").selectOption("parameters");
  await expect(page).toHaveURL(/sort=parameters/);
  await expect.poll(names).toEqual(["Sorted tiny", "Sorted middle", "Sorted huge", "Sorted picture"]);
  await page.getByRole("button", { name: "Ascending; press for descending" }).click();
  // What nobody knows stays at the end.
  await expect.poll(names).toEqual(["Sorted huge", "Sorted middle", "Sorted tiny", "Sorted picture"]);
  await page.getByLabel("Sort by").selectOption("compatibility");
  await expect(page).toHaveURL(/sort=compatibility/);
  await expect.poll(names).toEqual(await told("sort=compatibility&order=desc"));
  expect(await told("sort=compatibility&order=desc")).toHaveLength(4);
});

test("models stand under headings of their providers, which are closed and opened", async ({ page }) => {
  await page.goto("/?q=sorted");
  await page.getByRole("button", { name: "Group by provider" }).click();
  await expect(page).toHaveURL(/group=provider/);
  const headings = page.getByRole("rowheader");
  await expect(headings).toHaveText([/comfyui.*1 model$/, /llama-cpp.*2 models$/, /ollama.*1 model$/]);
  await expect(page.getByRole("gridcell")).toHaveCount(4);
  await look(page, "library-providers");
  await page.getByRole("button", { name: /llama-cpp/ }).click();
  await expect(page.getByRole("button", { name: /llama-cpp/ })).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("gridcell")).toHaveCount(2);
  // Keys walk on over the heading.
  await page.getByRole("gridcell", { name: "Sorted picture" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("gridcell", { name: "Sorted huge" })).toBeFocused();
  await page.getByRole("button", { name: /llama-cpp/ }).click();
  await expect(page.getByRole("gridcell", { name: "Sorted tiny" })).toBeVisible();

  await page.reload();
  await expect(headings).toHaveCount(3);
  await page.getByRole("button", { name: "Show as a table" }).click();
  await expect(headings).toHaveCount(3);
  await expect(page.getByRole("row", { name: /Sorted middle/ })).toBeVisible();
  await look(page, "library-providers-table");
  // Another order has no headings of providers.
  await page.getByRole("button", { name: "Size" }).click();
  await expect(headings).toHaveCount(0);
  await expect(page).not.toHaveURL(/group=/);
  await page.getByRole("button", { name: "Group by provider" }).click();
  await expect(headings).toHaveCount(3);
  await page.getByRole("button", { name: "Group by provider" }).click();
  await expect(headings).toHaveCount(0);
});
