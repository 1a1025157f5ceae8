import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect as expectSoon, look, type Stand, test } from "./harness";

// Sources are asked on the way, one after the other.
const expect = expectSoon.configure({ timeout: 40_000 });

test.use({ wishes: { sandboxArguments: ["--large-file-bytes", "40000000"] } });

const fault = (stand: Stand, what: object) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  });
const noFaults = (stand: Stand) => fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, { method: "DELETE" });
const asked = (stand: Stand) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/requests`).then((answer) => answer.json()) as Promise<
    { path: string; query: string }[]
  >;
const downloads = (stand: Stand) =>
  stand.ask<{ downloads: { filename: string; status: string }[] }>("/api/models/downloads");

test.beforeEach(() => test.slow());
test.afterEach(async ({ stand }) => {
  await noFaults(stand);
});

test("searches both sources, filters in the address, and fetches more on the way down", async ({ page, stand }) => {
  await page.goto("/discover");
  await expect(page.getByRole("link", { name: "Granite Realistic" })).toBeVisible();
  await look(page, "discover");
  await page.getByRole("button", { name: "Show more" }).scrollIntoViewIfNeeded();
  await expect.poll(() => page.getByRole("main").getByRole("listitem").count()).toBeGreaterThan(40);

  await page.getByRole("searchbox", { name: /^Search/ }).fill("juniper");
  await expect(page).toHaveURL(/q=juniper/);
  await expect(page.getByRole("link", { name: "Juniper Toon XL" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Granite Realistic" })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("searchbox", { name: /^Search/ })).toHaveValue("juniper");

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).not.toHaveURL(/juniper/);
  await page.getByRole("radiogroup", { name: "Source" }).getByText("Hugging Face").click();
  await expect(page).toHaveURL(/source=huggingface/);
  await page.getByRole("radiogroup", { name: "Source" }).getByText("All sources").click();
  await expect(page).not.toHaveURL(/source=/);
  await page.getByRole("radiogroup", { name: "Source" }).getByText("Civitai").click();
  await page.getByRole("combobox", { name: "Type" }).fill("LORA");
  await page.getByRole("switch", { name: "Mature models as well" }).check({ force: true });
  for (const words of ["source=civitai", "type=LORA", "mature=yes"]) await expect(page).toHaveURL(new RegExp(words));
  // One of many: its words bring it to the first page.
  await page.getByRole("searchbox", { name: /^Search/ }).fill("grouse");
  await expect(page.getByRole("link", { name: "Grown-up Grouse" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Granite Realistic" })).toBeHidden();
  expect((await asked(stand)).some(({ query }) => /types=LORA/.test(query) && /nsfw=true/.test(query))).toBe(true);
});

test("a source that fails is told beside the other's results", async ({ page, stand }) => {
  await fault(stand, { host: "huggingface", status: 503 });
  await page.goto("/discover?q=tiny");
  await expect(page.getByText("Hugging Face does not answer")).toBeVisible();
  await noFaults(stand);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "tiny-diffusion" })).toBeVisible();
  await expect(page.getByText("Hugging Face does not answer")).toBeHidden();
});

test("the plan is that of the version and the file that were chosen, and the download does what it said", async ({
  page,
  stand,
}) => {
  await page.goto("/discover?q=granite");
  await page.getByRole("link", { name: "Granite Realistic" }).click();
  const drawer = page.getByRole("dialog", { name: "Model" });
  await expect(drawer.getByRole("heading", { name: "Granite Realistic" })).toBeVisible();
  await expect(drawer.getByText(/goes to .*checkpoints\/graniteRealistic_v60B1\.safetensors/)).toBeVisible();
  await look(page, "discover-model");

  await drawer.getByText("V2.0", { exact: true }).click();
  await expect(page).toHaveURL(/version=\d+/);
  await expect(drawer.getByText(/goes to .*graniteRealistic_v20/i)).toBeVisible();
  await drawer.getByText("V6.0 B1", { exact: true }).click();
  await expect(drawer.getByText(/goes to .*graniteRealistic_v60B1/)).toBeVisible();
  await drawer
    .getByRole("radio", { name: /graniteRealistic/ })
    .last()
    .check();
  await expect(page).toHaveURL(/file=1300722/);
  await expect(drawer.getByRole("button", { name: "Download 1.00 MiB" })).toBeEnabled();

  await drawer.getByRole("button", { name: "Choose another place" }).click();
  await drawer.getByLabel("Sub-folder").fill("{base_model}");
  await expect(drawer.getByText(/goes to .*checkpoints\/SD 1\.5\/graniteRealistic/)).toBeVisible();
  await drawer.getByLabel("File name").fill("mine.safetensors");
  await expect(drawer.getByText(/goes to .*SD 1\.5\/mine\.safetensors/)).toBeVisible();
  await drawer.getByRole("button", { name: "Download 1.00 MiB" }).click();
  await expect(page.getByText("Download Started")).toBeVisible();
  await expect.poll(() => existsSync(join(stand.models, "checkpoints", "SD 1.5", "mine.safetensors"))).toBe(true);
  await expect(drawer.getByText("Here already").first()).toBeVisible();

  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(page).not.toHaveURL(/found/);
  await expect(page.getByText("In your library").first()).toBeVisible();
});

test("what is pasted is read, whatever it is, and what names nothing says why", async ({ page }) => {
  await page.goto("/discover");
  const field = page.getByRole("textbox", { name: "Paste a reference" });
  await field.fill("just some words");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText(/is not a reference/)).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await page.reload();
  await expect(field).toHaveValue("just some words");

  for (const [reference, what] of [
    ["urn:air:sdxl:checkpoint:civitai:257749@290640", /juniperToonXL_v6/],
    ["hf:sandbox-labs/small-llama-gguf/small-llama-Q8_0.gguf", /small-llama-Q8_0\.gguf/],
    ["87EA20F7D3", /graniteRealistic_v60B1/],
  ] as const) {
    await field.fill(reference);
    await field.press("Enter");
    await expect(page.getByRole("dialog").getByText(what).first()).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  }
});

test("a refusal says what to do, on a phone as well", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/discover?found=610001");
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(/early access until/)).toBeVisible();
  await expect(drawer.getByRole("button", { name: /^Download/ })).toBeDisabled();
  await look(page, "discover-refused-phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto("/discover?found=hf:sandbox-labs/gated-flux");
  await expect(drawer.getByText(/is gated: accept its conditions/).first()).toBeVisible();
  await drawer.getByRole("link", { name: "Add or change the key" }).first().click();
  await expect(page).toHaveURL(/settings\/sources/);
  await expect(page.getByLabel("Key for Civitai")).toBeVisible();
});

test("what a scan calls dangerous is named, and comes only to whoever says that he knows", async ({ page, stand }) => {
  await page.goto("/discover?found=610009");
  const drawer = page.getByRole("dialog");
  const start = drawer.getByRole("button", { name: /^Download/ });
  await expect(drawer.getByText("This may do harm")).toBeVisible();
  await expect(
    drawer
      .getByRole("alert")
      .getByText(/posix\.system/)
      .last(),
  ).toBeVisible();
  await expect(start).toBeDisabled();
  await look(page, "discover-danger");
  const consent = drawer.getByRole("checkbox", { name: /I know what this file may do/ });
  await consent.check();
  await expect(start).toBeEnabled();
  await expect(consent).toBeFocused();
  await consent.uncheck();
  await expect(start).toBeDisabled();
  await consent.check();
  const ordered = page.waitForRequest((request) => request.url().includes("/api/models/download?"));
  await start.click();
  expect((await ordered).postDataJSON()).toMatchObject({ accept_danger: true });
  await stand.until(
    () => downloads(stand),
    ({ downloads }) => downloads.some(({ filename, status }) => /dodo/i.test(filename) && status === "completed"),
  );
  // Another visit asks anew.
  await page.reload();
  await expect(consent).not.toBeChecked();
});

test("what a model needs beside it is fetched along, or is left out", async ({ page }) => {
  const orders: { reference?: string; type?: string }[] = [];
  await page.route("**/api/models/download?*", (route) => {
    orders.push(route.request().postDataJSON());
    // What stands beside it lies at hosts that no test asks.
    return route.fulfill({ status: 502, json: { error: { message: "The network is away.", code: "network" } } });
  });
  await page.goto("/discover?found=610035");
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("checkbox", { name: /T5-XXL/ }).uncheck();
  await drawer.getByRole("button", { name: /^Download \d/ }).click();
  await expect(drawer.getByText("The network is away.")).toBeVisible();
  expect(orders[0]?.reference).toContain("610035");
});

test("a dropped workflow lists its models, and what is missing is fetched", async ({ page, stand }) => {
  const graph = {
    "1": {
      class_type: "CheckpointLoaderSimple",
      inputs: { ckpt_name: "urn:air:sd1:checkpoint:civitai:128713@146759" },
    },
    "2": { class_type: "LoraLoader", inputs: { lora_name: "nobody-has-this-one.safetensors", model: ["1", 0] } },
  };
  await page.goto("/discover");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(graph)) });
  const panel = page.getByRole("region", { name: "Models of a workflow or picture" });
  await expect(panel.getByText("0 here, 2 missing, 0 unknown")).toBeVisible();
  await expect(panel.getByText(/\d+ % sure/).first()).toBeVisible();
  await look(page, "discover-workflow");
  await page.reload();
  await expect(panel.getByText("0 here, 2 missing, 0 unknown")).toBeVisible();

  await panel.getByRole("button", { name: /^Get what is missing/ }).click();
  await expect(panel.getByText(/128713@146759: Download Started/)).toBeVisible();
  await stand.until(
    () => downloads(stand),
    ({ downloads }) => downloads.some(({ filename, status }) => /lantern/.test(filename) && status === "completed"),
  );
  // It lies under its own name, and is known by where it came from.
  await expect(panel.getByText("1 here, 1 missing, 0 unknown")).toBeVisible();
  await expect(panel.getByText(/it lies in .*lantern.*: choose it there in the node/i)).toBeVisible();
  await panel.getByRole("button", { name: "Look again" }).click();
  await expect(panel.getByText("1 here, 1 missing, 0 unknown")).toBeVisible();
  await panel.getByRole("button", { name: "Put the file away" }).click();
  await expect(panel.getByText(/128713@146759/)).toBeHidden();

  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    panel.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles({ name: "bad.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(panel.getByText("bad.json is no JSON that can be read.")).toBeVisible();
});
