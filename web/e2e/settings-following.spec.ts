import { expect, look, test } from "./harness";
import { addWord, dropWord, type Played, play } from "./settings-parts";

test.setTimeout(150_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_ALLOW_HOSTS: "127.0.0.1,localhost" } } });

let hook: Played;
test.beforeAll(async () => {
  hook = await play(() => ({ json: { taken: true } }));
});
test.afterAll(() => hook.stop());

test("a webhook is made, tested, changed, given another secret, and deleted", async ({ page, stand }) => {
  interface Hooks {
    webhooks: { id: string; name: string; url: string; enabled: boolean; events: string[]; secret_hint: string }[];
  }
  const hooks = async () => (await stand.ask<Hooks>("/api/webhooks")).webhooks;
  await page.goto("/settings/webhooks");
  const address = page.getByRole("textbox", { name: "Address" });
  await address.fill("http://10.0.0.1/hook");
  await page.getByRole("button", { name: "Make the webhook" }).click();
  await expect(page.getByText(/Refused to ask/)).toBeVisible();
  await expect(address).toBeFocused();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await address.fill(`${hook.address}/told`);
  await page.getByRole("textbox", { name: "Name" }).fill("build");
  await page.getByRole("combobox", { name: "What is told" }).click();
  await page.getByRole("option", { name: "job.*" }).click();
  await page.getByRole("option", { name: "download.*" }).click();
  await page.getByRole("heading", { name: "Make a webhook" }).click();
  await dropWord(page, "download.*");
  await page.getByRole("button", { name: "Make the webhook" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  expect((await hooks())[0]).toMatchObject({ name: "build", events: ["job.*"], enabled: true });
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(/^whsec_/)).toHaveCount(0);

  await page.getByRole("button", { name: "Test: “build”" }).click();
  await expect(page.getByText(/200, .* ms, attempt 1/)).toBeVisible();
  const told = hook.asked.at(-1);
  expect(told?.headers["webhook-signature"]).toMatch(/^v1,/);
  expect(JSON.parse(told?.body.toString() ?? "{}")).toMatchObject({ type: "webhook.test" });
  await page.getByRole("button", { name: "Deliveries: “build”" }).click();
  const before = hook.asked.length;
  await page.getByRole("button", { name: "Send again" }).first().click();
  await expect.poll(() => hook.asked.length).toBeGreaterThan(before);

  const flip = page.getByRole("switch", { name: "Tell “build”" });
  // The mouse meets the track of the switch, which is of its label.
  await flip.click({ force: true });
  await expect.poll(async () => (await hooks())[0]?.enabled).toBe(false);
  await page.getByRole("button", { name: "Change: “build”" }).click();
  const row = page.getByRole("list", { name: "Who is told" }).getByRole("listitem").first();
  await row.getByRole("textbox", { name: "Name" }).fill("house");
  await row.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await hooks())[0]?.name).toBe("house");
  const hint = (await hooks())[0]?.secret_hint;
  await page.getByRole("button", { name: "New secret: “house”" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "New secret: “house”" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  expect((await hooks())[0]?.secret_hint).not.toBe(hint);
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByRole("button", { name: "Delete: “house”" }).click();
  await page.getByRole("button", { name: "Delete the webhook" }).click();
  await expect(page.getByText("Nobody is told yet.")).toBeVisible();
  expect(await hooks()).toEqual([]);
});

// Not yet: mended, and not seen to its end since.
test.fixme("a creator is followed; what was found is seen and fetched; the subscription is changed and ended", async ({
  page,
  stand,
}) => {
  interface Subscriptions {
    subscriptions: { id: string; value: string; enabled: boolean; policy: string; state: string; types: string[] }[];
  }
  const all = async () => (await stand.ask<Subscriptions>("/api/subscriptions")).subscriptions;
  await page.goto("/settings/subscriptions");
  const value = page.getByRole("textbox", { name: "Name, tag, words or number" });
  await value.fill("nobody");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await value.fill("papercrane");
  await addWord(page.getByRole("combobox", { name: "Only these types" }), "LORA");
  await addWord(page.getByRole("combobox", { name: "Only these types" }), "VAE");
  await page.getByRole("heading", { name: "Follow something" }).click();
  await dropWord(page, "VAE");
  await page.getByRole("checkbox", { name: "Mature models as well" }).click();
  await page.getByLabel("New since").fill("2020-01-01");
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await expect(page.getByText("Looking at subscriptions: done")).toBeVisible({ timeout: 40_000 });
  expect((await all())[0]).toMatchObject({ value: "papercrane", policy: "report", types: ["LORA"] });

  await page.getByRole("button", { name: "Found: “the creator papercrane”" }).click();
  await page.getByRole("checkbox", { name: "What was there before" }).click();
  await page.getByRole("checkbox", { name: "What was there before" }).click();
  await page.getByRole("button", { name: /^Download: “Opal Style · v2.0”/ }).click();
  interface Downloads {
    downloads: { reference?: string }[];
  }
  await expect
    .poll(async () => (await stand.ask<Downloads>("/api/models/downloads")).downloads.length)
    .toBeGreaterThan(0);
  await look(page, "settings-subscriptions");

  const flip = page.getByRole("switch", { name: "Look at “the creator papercrane” by itself" });
  await flip.click({ force: true });
  await expect.poll(async () => (await all())[0]?.enabled).toBe(false);
  await expect(flip).toBeEnabled();
  await flip.click({ force: true });
  await expect.poll(async () => (await all())[0]?.enabled).toBe(true);
  await page.getByRole("button", { name: "Change: “the creator papercrane”" }).click();
  const row = page.getByRole("list", { name: "Subscriptions" }).getByRole("listitem").first();
  await row.getByLabel("A new version").selectOption("fetch");
  await row.getByLabel("At most for a version").fill("2");
  await row.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await all())[0]).toMatchObject({ policy: "fetch", max_version_bytes: 2_000_000_000 });
  const asked = page.waitForResponse(/subscriptions\/check/);
  await page.getByRole("button", { name: "Look now" }).click();
  expect((await asked).ok()).toBe(true);
  await page.getByRole("button", { name: "Delete: “the creator papercrane”" }).click();
  await expect.poll(all).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await all())[0]?.value).toBe("papercrane");

  await page.getByLabel("Look at what is followed every").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/looked at every 3 hours/)).toBeVisible();
  expect(await stand.ask("/api/settings/network")).toMatchObject({ schedule: { subscription_check_hours: 3 } });
});

// Not yet: mended, and not seen to its end since.
test.fixme("a newer version is found, wished away, taken and taken back", async ({ page, stand }) => {
  await stand.post("/api/models/download", {
    reference: `${stand.sandbox?.civitai}/models/34428?modelVersionId=344282`,
  });
  interface Models {
    models: { id: string; local_path?: string }[];
  }
  const path = async () =>
    (await stand.ask<Models>("/api/models/library?status=local&q=opal")).models
      .map((one) => one.local_path ?? "")
      .find((one) => one.includes("opalStyle_34428"));
  await stand.until(path, (one) => !!one && one.includes("344282"), 60);
  await page.goto("/settings/updates");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("Looking for updates: done")).toBeVisible({ timeout: 40_000 });
  const row = page.getByRole("list", { name: "What was found" }).getByRole("listitem").filter({ hasText: "344282" });
  await expect(row.getByText("v1.0 → v2.0")).toBeVisible();
  await page.getByLabel("Show", { exact: true }).selectOption("update_available");
  await look(page, "settings-updates-found");

  const wishes = async () => {
    const { updates } = await stand.ask<{ updates: { model_id: string }[] }>("/api/updates");
    return (await stand.ask<{ wishes: object }>(`/api/models/${updates[0]?.model_id}/updates`)).wishes;
  };
  await page.getByLabel("Show", { exact: true }).selectOption("");
  for (const [item, told] of [
    ["Tell nothing of this model", { ignored: true }],
    ["Everything as at first", { ignored: false, ignored_versions: [] }],
    ["Never offer this version", { ignored_versions: [344281] }],
    ["Everything as at first", { ignored: false, ignored_versions: [] }],
    ["Stay at this version", { pinned: [344282] }],
    ["Everything as at first", { pinned: [] }],
  ] as const) {
    await page
      .getByRole("button", { name: /^More: “/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: item }).click();
    await expect.poll(wishes, item).toMatchObject(told);
  }

  await page.getByLabel("The new file gets the old one's name, so that prompts and workflows go on working").click();
  await page.getByLabel("The new file gets the old one's name, so that prompts and workflows go on working").click();
  await page.getByLabel("Also early access that your account bought").click();
  await page.getByLabel("Also files that changed without a new version").click();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(row.getByText("update", { exact: true })).toBeVisible({ timeout: 40_000 });
  await row.getByRole("button", { name: /^Update: “/ }).click();
  await stand.until(path, (one) => !!one && one.includes("344281"), 60);
  await page.getByRole("button", { name: /^Take back/ }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: /^Take back/ }).click();
  await page.getByRole("button", { name: "Bring the old one back" }).click();
  await stand.until(path, (one) => !!one && one.includes("344282"), 60);

  // A version that was taken back is offered again only when everything is as at first.
  const { models } = await stand.ask<Models>("/api/models/library?status=local&q=opal");
  for (const { id } of models) await stand.post(`/api/models/${id}/updates`, { follow_all: true }, "PUT");
  await page.getByRole("button", { name: "Check now" }).click();
  const takeAll = page.getByRole("button", { name: /^Update all \([1-9]/ });
  await takeAll.click({ timeout: 40_000 });
  await stand.until(path, (one) => !!one && one.includes("344281"), 60);

  await page.getByLabel("Look for newer versions every").fill("6");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.getByLabel("Look for newer versions every").fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/looked for every 7 hours/)).toBeVisible();
  expect(await stand.ask("/api/settings/network")).toMatchObject({ schedule: { update_check_hours: 7 } });
});
