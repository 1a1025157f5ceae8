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
  // For a few seconds it can be taken back.
  expect(await hooks()).toHaveLength(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Delete: “house”" }).click();
  await page.getByRole("button", { name: "Delete the webhook" }).click();
  await expect.poll(hooks, { timeout: 30_000 }).toEqual([]);
  await expect(page.getByText("Nobody is told yet.")).toBeVisible();
});

test("a creator is followed; what was found is seen and fetched; the subscription is changed and ended", async ({
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
