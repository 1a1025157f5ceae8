import { join } from "node:path";
import { expect, look, test } from "./harness";
import { addWord, dropWord, type Played, playOllama, writeGguf } from "./settings-parts";

interface Settings {
  address?: string;
  has_key: boolean;
  models: string[];
}

let ollama: Played;
test.beforeAll(async ({ fileStand }) => {
  ollama = await playOllama();
  writeGguf(join(fileStand.models, "llama-cpp", "berry-chat.gguf"), "Berry Chat");
  await fileStand.index();
});
test.afterAll(() => ollama.stop());
test.setTimeout(150_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "providers" } } });

test("cards tell how each provider is, and ask it again", async ({ page, stand }) => {
  await page.goto("/providers");
  const card = page.getByRole("article", { name: "Ollama" });
  await expect(card.getByText("no address set")).toBeVisible();
  await stand.post("/api/providers/ollama/settings", { address: ollama.address }, "PUT");
  const before = ollama.asked.length;
  await card.getByRole("button", { name: "Ask now: “Ollama”" }).click();
  await expect(card.getByText("answers", { exact: true })).toBeVisible();
  await expect(card.getByText("version 0.12.3")).toBeVisible();
  expect(ollama.asked.length).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("Memory for models")).toBeVisible();
  await look(page, "providers");
});

test("suggestions stand in bands with reasons; one is downloaded, one is chosen", async ({ page, stand }) => {
  await page.goto("/providers");
  await page.getByRole("button", { name: "Open: “llama.cpp”" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("region", { name: "Excellent" })).toBeVisible();
  await expect(drawer.getByText("llama.cpp reads gguf").first()).toBeVisible();
  await drawer.getByRole("button", { name: "On this machine: “tinyllama-1.1b-chat-q4”" }).click();
  await expect(drawer.getByText("this machine can run it").first()).toBeVisible();
  await drawer.getByRole("button", { name: "Download: “tinyllama-1.1b-chat-q4”" }).click();
  // Hugging Face beside this server has no such repository: the page says what the server was told.
  await expect(page.getByText("Could not download the model")).toBeVisible();
  await expect(page.getByText(/There is no repository/)).toBeVisible();
  const chosen = () => stand.ask<Settings>("/api/providers/llama-cpp/settings").then(({ models }) => models);
  await drawer.getByRole("button", { name: "Choose: “phi-2-q4”" }).click();
  await expect(drawer.getByRole("button", { name: "Chosen: “phi-2-q4”" })).toBeVisible();
  expect(await chosen()).toEqual(["phi-2-q4"]);
  await look(page, "providers-suggestions");
  await drawer.getByRole("button", { name: "Chosen: “phi-2-q4”" }).click();
  await expect(drawer.getByRole("button", { name: "Choose: “phi-2-q4”" })).toBeVisible();
  expect(await chosen()).toEqual([]);
  await drawer.getByRole("tab", { name: "Check" }).click();
  await expect(drawer.getByText("Best on this machine")).toBeVisible();
  const asked = page.waitForResponse(/llama-cpp\/validate/);
  await drawer.getByRole("button", { name: "Check again" }).click();
  expect((await (await asked).json()) as object).toMatchObject({ status: "healthy" });
  await drawer.getByRole("tab", { name: "Suggestions" }).click();
  await expect(page).toHaveURL(/provider=llama-cpp&tab=suggestions/);
  await page.reload();
  await expect(page.getByRole("dialog").getByRole("region", { name: "Excellent" })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page).toHaveURL(/providers$/);
});

test("a provider gets its address, key and models; what was typed outlives a reload", async ({ page, stand }) => {
  const settings = () => stand.ask<Settings>("/api/providers/ollama/settings");
  // What Ollama has gets into the library when it is asked how it is.
  await stand.post("/api/providers/ollama/settings", { address: ollama.address }, "PUT");
  await stand.ask("/api/providers/ollama/health");
  await expect
    .poll(async () => JSON.stringify(await stand.ask("/api/providers/ollama/suggestions")))
    .toContain("ollama/own-model:1b");
  await page.goto("/providers?provider=ollama&tab=suggestions");
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "Settings" }).click();
  const address = drawer.getByRole("textbox", { name: "Address" });
  await address.fill("nowhere");
  await page.reload();
  await expect(address).toHaveValue("nowhere");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer.getByText(/The address of a provider is like/)).toBeVisible();
  await expect(address).toBeFocused();
  await drawer.getByRole("button", { name: "Discard changes" }).click();
  await address.fill(ollama.address);
  await drawer.getByLabel("Key", { exact: true }).fill("told-to-nobody");
  await drawer.getByRole("button", { name: "Show the key" }).click();
  await expect(drawer.getByLabel("Key", { exact: true })).toHaveAttribute("type", "text");
  await drawer.getByRole("combobox", { name: "Models" }).click();
  await page.getByRole("option", { name: /own-model:1b \(\d+ %\)/ }).click();
  await page.getByRole("option", { name: /phi-2-q4/ }).click();
  await drawer.getByText("Where it answers").click();
  await dropWord(page, "phi-2-q4");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer.getByText(/Saved: .*with a key, 1 model chosen/)).toBeVisible();
  expect(await settings()).toMatchObject({ has_key: true, models: ["ollama/own-model:1b"] });
  expect(JSON.stringify(await page.evaluate(() => ({ ...sessionStorage, ...localStorage })))).not.toContain("told-to");

  await drawer.getByRole("button", { name: "Remove the key" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await drawer.getByRole("button", { name: "Remove the key" }).click();
  await page.getByRole("button", { name: "Delete the key" }).click();
  await expect(drawer.getByText(/without a key/)).toBeVisible();
  await dropWord(page, "own-model:1b");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer.getByText(/without a key, 0 models chosen/)).toBeVisible();
  expect(await settings()).toMatchObject({ has_key: false, models: [] });

  await drawer.getByLabel("Name in Ollama").fill("berry-chat:test");
  await drawer.getByRole("button", { name: "Give it to Ollama" }).click();
  await expect(drawer.getByText("Importing into Ollama: done")).toBeVisible({ timeout: 40_000 });
  const made = ollama.asked.find(({ path }) => path === "/api/create");
  expect(JSON.parse(made?.body.toString() ?? "{}")).toMatchObject({ model: "berry-chat:test" });
});

test("a provider of one's own is added, changed, taken away and brought back", async ({ page, stand }) => {
  await page.goto("/providers");
  const opener = page.getByRole("button", { name: "Add a provider" });
  await opener.click();
  await page.getByRole("textbox", { name: "Id", exact: true }).fill("berry runner!");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Berry Runner");
  await addWord(page.getByRole("combobox", { name: "Formats that it reads" }), "gguf");
  await addWord(page.getByRole("combobox", { name: "Formats that it reads" }), "onnx");
  await dropWord(page, "onnx");
  await addWord(page.getByRole("combobox", { name: "What a model must be able to do" }), "text-generation");
  await page.getByRole("button", { name: "Add the provider" }).click();
  await expect(page.getByRole("textbox", { name: "Id", exact: true })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Id", exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "Id", exact: true }).fill("berry-runner");
  await page.getByRole("button", { name: "Add the provider" }).click();
  await expect(page.getByRole("article", { name: "Berry Runner" })).toBeVisible();
  expect(await stand.ask("/api/providers/berry-runner")).toMatchObject({ supported_formats: ["gguf"] });

  await page.getByRole("button", { name: "Open: “Berry Runner”" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "What it reads" }).click();
  await drawer.getByRole("button", { name: "Change", exact: true }).click();
  await drawer.getByRole("textbox", { name: "Name", exact: true }).fill("Berry Runner Two");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => stand.ask("/api/providers/berry-runner")).toMatchObject({ display_name: "Berry Runner Two" });
  await expect(drawer.getByRole("heading", { name: "Berry Runner Two" })).toBeVisible();
  await drawer.getByRole("button", { name: "Take away" }).click();
  const names = async () =>
    (await stand.ask<{ providers: { name: string }[] }>("/api/providers")).providers.map(({ name }) => name);
  await expect.poll(names).not.toContain("berry-runner");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).toContain("berry-runner");
});

test("the integration test runs its six steps against the server", async ({ page }) => {
  const steps = [
    "api_connectivity",
    "model_discovery",
    "provider_health",
    "compatibility_check",
    "integration_status",
    "workflow_validation",
  ];
  await page.goto("/providers");
  const section = page.getByRole("region", { name: "Integration test" });
  await section.getByRole("button", { name: "Run the test" }).click();
  for (const step of steps)
    await expect(section.getByTestId(`step-${step}`)).toHaveAttribute("data-state", /passed|warning/);
  await expect(section.getByText(/0 failed, 0 not run/)).toBeVisible();
  await expect(section.getByText(/Ready: .*llama-cpp \(1\)/)).toBeVisible();
  await section.scrollIntoViewIfNeeded();
  await look(page, "providers-test");

  // A server that is away: the first step says so, and the others are not run.
  await page.route("**/health", (route) => route.abort());
  await section.getByRole("button", { name: "Run the test" }).click();
  await expect(section.getByTestId("step-api_connectivity")).toHaveAttribute("data-state", "failed");
  await expect(section.getByText("The server does not answer.")).toBeVisible();
  await expect(section.getByTestId("step-workflow_validation")).toHaveAttribute("data-state", "skipped");
  await page.unroute("**/health");
  await page.route("**/health", () => new Promise(() => {}));
  await section.getByRole("button", { name: "Run the test" }).click();
  await section.getByRole("button", { name: "Stop the test" }).click();
  await expect(section.getByText(/6 not run/)).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });

  await section.getByRole("button", { name: "LLM settings" }).click();
  await expect(page).toHaveURL(/settings\/llm/);
  await page.getByRole("button", { name: "Model library" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/providers");
  await page.getByRole("button", { name: "Model library" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("providers are usable at the width of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/providers");
  await expect(page.getByRole("article", { name: "Ollama" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await look(page, "phone-providers");
});
