import { expect, look, test } from "./harness";

test.setTimeout(150_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "settings-updates" } } });

test("a newer version is found, wished away, taken and taken back", async ({ page, stand }) => {
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
