import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, look, test } from "./harness";
import { addWord, dropWord } from "./settings-parts";

test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "settings" } } });

test("levels are saved, and what was not saved outlives a reload and another page", async ({ page, stand }) => {
  await page.goto("/settings/general");
  await page.getByRole("main").getByLabel("Light or dark").selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("main").getByLabel("Light or dark").selectOption("light");
  await page.getByLabel("Show at most").selectOption("r");
  await expect(page.getByText("not saved").first()).toBeVisible();
  await page.getByRole("link", { name: "Privacy" }).click();
  await expect(page.getByRole("img", { name: "not saved" })).toBeVisible();
  await page.reload();
  await page.getByRole("link", { name: /^General/ }).click();
  await expect(page.getByLabel("Show at most")).toHaveValue("r");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByLabel("Show at most")).toHaveValue("pg13");
  await page.getByLabel("Show at most").selectOption("x");
  await page.getByLabel("What is above it").selectOption("hide");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/Saved: .*the rest is hidden/)).toBeVisible();
  expect(await stand.ask("/api/generation/levels")).toMatchObject({ browsing_limit: "x", above: "hide" });
});

test("what leaves the machine is switched, and the schedule is kept", async ({ page, stand }) => {
  interface Network {
    settings: { name: string; on: boolean }[];
    schedule: Record<string, number>;
  }
  const network = () => stand.ask<Network>("/api/settings/network");
  const isOn = async (name: string) => (await network()).settings.find((one) => one.name === name)?.on;
  await page.goto("/settings/network");
  for (const [label, name, usual] of [
    ["Offline", "offline", false],
    ["Look files up by hash", "hash_lookup", true],
    ["Look for updates", "update_checks", true],
    ["Ask providers how they are", "health_probes", true],
  ] as const) {
    const flip = page.getByRole("switch", { name: label });
    await flip.click();
    await expect.poll(() => isOn(name), label).toBe(!usual);
    await expect(flip).toBeEnabled();
    await flip.click();
    await expect.poll(() => isOn(name), label).toBe(usual);
  }
  const hours = page.getByLabel("Look for newer versions every");
  await hours.fill("9999");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/update_check_hours is 0 for never/)).toBeVisible();
  await expect(hours).toBeFocused();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await hours.fill("12");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/newer versions are looked for every 12 hours/)).toBeVisible();
  expect((await network()).schedule).toMatchObject({ update_check_hours: 12 });
});

test("an access key is shown once, works, and is withdrawn", async ({ page, stand, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/settings/access");
  await page.getByLabel("Name").fill("gone");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.getByLabel("Name").fill("laptop");
  await page.getByLabel("Scope").selectOption("write");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  const session = () =>
    fetch(`${stand.url}/api/access/session`, { headers: { Authorization: `Bearer ${key}` } }).then(async (answer) => ({
      status: answer.status,
      ...((await answer.json()) as object),
    }));
  expect(await session()).toMatchObject({ status: 200, name: "laptop", scope: "write" });
  await page.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole("button", { name: "Withdraw: “laptop”" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Withdraw: “laptop”" }).click();
  await page.getByRole("button", { name: "Withdraw the key" }).click();
  await expect(page.getByText(/^withdrawn /)).toBeVisible();
  expect(await session()).toMatchObject({ status: 401 });
});

test("a folder of pictures is added, looked through, forgotten and brought back", async ({ page, stand }) => {
  const folder = join(stand.home, "pictures");
  mkdirSync(folder);
  const paths = async () =>
    (await stand.ask<{ folders: { path: string }[] }>("/api/pictures/folders")).folders.map(({ path }) => path);
  await page.goto("/settings/pictures");
  const field = page.getByRole("textbox", { name: "Folder" });
  await field.fill(join(stand.home, "no-such-folder"));
  await page.getByLabel("With its sub-folders").click();
  await page.getByLabel(/Ask Civitai for models/).click();
  await page.getByRole("button", { name: "Add the folder" }).click();
  await expect(page.getByText(/does not exist/)).toBeVisible();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await field.fill(folder);
  await page.getByRole("button", { name: "Add the folder" }).click();
  await expect(page.getByRole("list", { name: "Folders of pictures" }).getByText(folder)).toBeVisible();
  expect(await paths()).toEqual([folder]);
  const asked = page.waitForResponse(/pictures\/index/);
  await page.getByRole("button", { name: /^Look again/ }).click();
  const { job_id } = (await (await asked).json()) as { job_id: string };
  await stand.until(
    () => stand.ask<{ state: string }>(`/api/jobs/${job_id}`),
    ({ state }) => state === "completed",
  );
  await page.getByRole("button", { name: /^Forget/ }).click();
  await expect.poll(paths).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(paths).toEqual([folder]);
});

test("gates are set, changed, removed and brought back; badges are named", async ({ page, stand }) => {
  interface Gates {
    gates: { id: string; audience: string; ecosystems: string[] }[];
    experimental: string[];
  }
  const gates = () => stand.ask<Gates>("/api/generation/gates");
  await page.goto("/settings/experiments");
  await page.getByLabel("Name").fill("xl-testers");
  await addWord(page.getByRole("combobox", { name: "Ecosystems", exact: true }).first(), "SDXL");
  await addWord(page.getByRole("combobox", { name: "Ecosystems", exact: true }).first(), "SD1");
  await dropWord(page, "SD1");
  await page.getByLabel("What the others are told").fill("Soon.");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText(/Saved: "xl-testers" lets testers through/)).toBeVisible();
  expect((await gates()).gates[0]).toMatchObject({ id: "xl-testers", audience: "testers" });
  const row = page.getByRole("listitem").filter({ hasText: "xl-testers" });
  await row.getByRole("button", { name: "Change: “xl-testers”" }).click();
  await row.getByLabel("Who passes").selectOption("members");
  await row.getByRole("button", { name: "Discard changes" }).click();
  await row.getByLabel("Who passes").selectOption("members");
  await row.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await gates()).gates[0]?.audience).toBe("members");
  await row.getByRole("button", { name: "Delete: “xl-testers”" }).click();
  await expect.poll(async () => (await gates()).gates).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await gates()).gates.length).toBe(1);

  const usual = (await gates()).experimental;
  const badges = page.getByRole("region", { name: "Experimental" });
  await addWord(badges.getByRole("combobox"), "SDXL");
  await badges.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await gates()).experimental.length).toBe(usual.length + 1);
  await badges.getByRole("button", { name: "As it comes with the product" }).click();
  await expect.poll(async () => (await gates()).experimental).toEqual(usual);
});

test("usage is erased, the browser forgets, and changes stand in the record", async ({ page, stand }) => {
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "Erase usage data" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Erase usage data" }).click();
  await page.getByRole("button", { name: "Erase it for good" }).click();
  await expect(page.getByText("Erased of 0 models.")).toBeVisible();
  await page.evaluate(() => localStorage.setItem("model_library_search", "anime"));
  await page.getByRole("button", { name: "Forget it in this browser" }).click();
  await page.getByRole("button", { name: "Forget all of it" }).click();
  await expect(page.getByText(/forgotten\./)).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("model_library_search"))).toBeNull();

  for (let change = 0; change < 55; change++)
    await stand.post("/api/generation/levels", { request_limit: change % 2 ? "x" : "xxx" }, "PUT");
  await page.getByRole("link", { name: "Changes" }).click();
  const rows = page.getByRole("list", { name: "Changes" }).getByRole("listitem");
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(55);
  await expect(page.getByText("DELETE /api/usage")).toBeVisible();
});

test("a model comes back from the quarantine", async ({ page, stand }) => {
  await stand.post("/api/models/download", {
    reference: `${stand.sandbox?.civitai}/models/34428?modelVersionId=344282`,
  });
  interface Model {
    id: string;
    local_path?: string;
  }
  const local = () => stand.ask<{ models: Model[] }>("/api/models/library?status=local").then(({ models }) => models);
  const [model] = await stand.until(local, (models) => models.length > 0, 60);
  await stand.post(`/api/models/${model?.id}/quarantine`);
  await page.goto("/settings/quarantine");
  await look(page, "settings-quarantine");
  await page.getByRole("button", { name: /^Bring back/ }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: /^Bring back/ }).click();
  await page.getByRole("button", { name: "Bring it back all the same" }).click();
  await expect(page.getByText("Nothing is in quarantine")).toBeVisible();
  await expect.poll(async () => (await local()).length).toBe(1);
});

test("who may not change settings is told so", async ({ browser, stand }) => {
  const { key } = await stand.post<{ key: string }>("/api/access/keys", { name: "reader", scope: "read" });
  const page = await browser.newPage({ baseURL: stand.url });
  await page.route("**/api/access/session", (route) =>
    route.fulfill({ json: { name: "reader", scope: "read", key_needed: true, csrf_token: null } }),
  );
  expect(key).toBeTruthy();
  await page.goto("/settings/webhooks");
  await expect(page.getByText("This needs a key of scope admin")).toBeVisible();
  await page.close();
});
