import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parametersOf, png } from "./gallery-pictures";
import { expect, look, type Stand, test } from "./harness";

// A machine that does much else at the same time.
test.describe.configure({ timeout: 150_000 });
// A server of its own: files that wish for the same share one.
test.use({ wishes: { environment: { BERRY_TEST_OF: "shell" } } });

test("goes from page to page, by pointer and by keyboard, and keeps the chosen appearance", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Library/);
  for (const name of ["Discover", "Downloads", "Generate", "Gallery", "Providers", "Settings"]) {
    await page.getByRole("link", { name, exact: true }).first().click();
    await expect(page).toHaveTitle(new RegExp(name));
    await expect(page.locator("main")).toBeFocused();
  }
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("an address without a page says so and shows the way", async ({ page }) => {
  await page.goto("/nothing-here");
  await expect(page.getByRole("link", { name: "Go to the library" })).toBeVisible();
  await look(page, "not-found");
  await page.getByRole("link", { name: "Go to the library" }).click();
  await expect(page).toHaveTitle(/Library/);
});

test("the window events of other components lead to their pages", async ({ page }) => {
  await page.goto("/downloads");
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("navigate-to-llm-settings")));
  await expect(page).toHaveURL(/settings\/llm/);
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("navigate-to-model-library")));
  await expect(page).toHaveURL(/\/$/);
  await page.evaluate(() =>
    window.dispatchEvent(new CustomEvent("navigate-to-model-library", { detail: { modelId: "some-model" } })),
  );
  await expect(page).toHaveURL(/\/\?model=some-model$/);
  // A file that nobody takes leaves the page where it is.
  expect(
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["no model"], "stray.txt"));
      return document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    }),
  ).toBe(false);
});

test("is usable at the width of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Downloads" }).click();
  await expect(page).toHaveTitle(/Downloads/);
  await look(page, "phone-downloads");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

const ended = (stand: Stand, job: string) =>
  stand.until(
    () => stand.ask<{ state: string }>(`/api/jobs/${job}`),
    ({ state }) => ["completed", "failed", "cancelled"].includes(state),
  );

/** Gets a model by the API, and waits until it is there. */
async function download(stand: Stand, reference: string): Promise<string> {
  const { task_id } = await stand.post<{ task_id: string }>("/api/models/download", { reference });
  const task = await stand.until(
    () => stand.ask<{ status: string }>(`/api/models/download/${task_id}`),
    ({ status }) => ["completed", "failed"].includes(status),
  );
  return task.status;
}

test("the bell tells of downloads and updates, leads to them, and forgets what was seen", async ({ page, stand }) => {
  await page.goto("/settings");
  const bell = page.getByRole("button", { name: /^Notifications: / });
  await expect(bell).toHaveAccessibleName("Notifications: 0 unseen");
  expect(await download(stand, "128713@109123")).toBe("completed");
  await expect(bell).toHaveAccessibleName("Notifications: 1 unseen");
  const { job_id } = await stand.post<{ job_id: string }>("/api/updates/check");
  await ended(stand, job_id);
  await expect(bell).toHaveAccessibleName("Notifications: 2 unseen");
  await bell.click();
  await expect(page.getByRole("link", { name: /is downloaded\./ })).toBeVisible();
  await look(page, "bell");

  // One by itself: the update, which the server remembers.
  const list = page.getByRole("dialog", { name: "Notifications" });
  await list
    .getByRole("listitem")
    .filter({ hasText: /is there\./ })
    .getByRole("button", { name: "Mark as seen" })
    .click();
  await expect(bell).toHaveAccessibleName("Notifications: 1 unseen");
  expect((await stand.ask<{ unread_count: number }>("/api/notifications")).unread_count).toBe(0);
  // The download leads to its page, where it counts as seen; so it does after a reload.
  await list.getByRole("link", { name: /is downloaded\./ }).click();
  await expect(page).toHaveURL(/\/downloads/);
  await expect(bell).toHaveAccessibleName("Notifications: 0 unseen");
  await page.reload();
  await expect(bell).toHaveAccessibleName("Notifications: 0 unseen");

  // What ends on the page that one looks at is no news; elsewhere it is, until all is marked.
  expect(await download(stand, "82098")).toBe("completed");
  await expect(bell).toHaveAccessibleName("Notifications: 0 unseen");
  await page.goto("/settings");
  expect(await download(stand, "7808")).toBe("completed");
  await expect(bell).toHaveAccessibleName("Notifications: 1 unseen");
  await bell.click();
  await page.getByRole("button", { name: "Mark all as seen" }).click();
  await expect(bell).toHaveAccessibleName("Notifications: 0 unseen");
  await expect(page.getByRole("button", { name: "Mark all as seen" })).toBeDisabled();
});

test("an event is shown on the desktop once, although two tabs are open", async ({ context, stand, page }) => {
  await context.grantPermissions(["notifications"], { origin: stand.url });
  const shown: string[] = [];
  await context.exposeBinding("__shown", (_, text: string) => shown.push(text));
  await context.addInitScript(() => {
    class Told {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(_title: string, { body }: { body: string }) {
        (window as unknown as { __shown(text: string): void }).__shown(body);
      }
    }
    Object.assign(window, { Notification: Told });
  });
  await page.goto("/settings");
  await page.getByRole("button", { name: /^Notifications: / }).click();
  await page.getByLabel("Notify me on the desktop as well").check();
  const other = await context.newPage();
  await other.goto("/settings");
  await expect(other.getByRole("button", { name: /^Notifications: / })).toBeVisible();
  expect(await download(stand, "4201@29460")).toBe("completed");
  await expect.poll(() => shown.length).toBe(1);
  expect(shown[0]).toMatch(/is downloaded\.$/);
  // A second one comes in the same order: had the first been told twice, it would stand between.
  expect(await download(stand, "257749")).toBe("completed");
  await expect.poll(() => shown.length).toBe(2);
  await other.close();
});

test("a browser that refuses notifications says so", async ({ page }) => {
  await page.addInitScript(() => {
    const Refused = {
      permission: "denied",
      requestPermission: async () => "denied",
    };
    Object.assign(window, { Notification: Refused });
  });
  await page.goto("/settings");
  await page.getByRole("button", { name: /^Notifications: / }).click();
  const choice = page.getByLabel("Notify me on the desktop as well");
  await choice.click();
  await expect(choice).not.toBeChecked();
  await expect(page.getByText("This browser refuses notifications of this page.", { exact: false })).toBeVisible();
});

test("work is shown while it runs, can be halted and stopped, and its end stays until somebody looks", async ({
  page,
  stand,
}) => {
  // Enough that it is still under way when somebody presses a button.
  const picture = png({ width: 640, height: 640, parameters: parametersOf("one of many", 1) });
  const begin = async (name: string) => {
    const folder = join(stand.home, name);
    mkdirSync(folder);
    for (let at = 0; at < 300; at++) writeFileSync(join(folder, `many-${at}.png`), picture);
    await stand.post("/api/pictures/folders", { path: folder });
    return folder;
  };
  const box = page.getByRole("dialog", { name: "Work" });
  const are = (state: string, wanted: number) =>
    stand.until(
      () => stand.ask<{ jobs: unknown[] }>(`/api/jobs?kind=picture_index&state=${state}`),
      ({ jobs }) => jobs.length === wanted,
    );
  await page.goto("/settings");
  const first = await begin("first");
  await page.getByRole("button", { name: "Running work: 1" }).click();
  await box.getByRole("button", { name: "Pause Indexing pictures" }).click();
  await are("paused", 1);
  await expect(box.getByText(/^Paused at \d+ %$/)).toBeVisible();
  await look(page, "jobs");
  await box.getByRole("button", { name: "Go on with Indexing pictures" }).click();
  await are("completed", 1);
  await expect(box.getByText(/^Found 300 pictures: \d+ new/)).toBeVisible();
  await box.getByRole("button", { name: "Log of Indexing pictures" }).click();
  const log = page.getByRole("dialog", { name: /What it told/ });
  await expect(log.getByText(/Found 300 pictures|It told nothing/).first()).toBeVisible();
  await log.getByRole("button", { name: "Close" }).click();
  // Who has looked need not be told again.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Ended work/ })).toBeHidden();

  const second = await begin("second");
  await page.getByRole("button", { name: "Running work: 1" }).click();
  await box.getByRole("button", { name: "Pause Indexing pictures" }).click();
  await are("paused", 1);
  await box.getByRole("button", { name: "Cancel Indexing pictures" }).click();
  await are("cancelled", 1);
  await expect(box.getByText(/Indexing pictures was cancelled/)).toBeVisible();
  await box.getByRole("button", { name: "Run Indexing pictures again" }).click();
  await are("completed", 2);
  await expect(box.getByText(/^Found 300 pictures/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(page.getByRole("button", { name: /Ended work/ })).toBeHidden();

  // What fails says why, also after a reload, until somebody has seen it.
  for (const folder of [first, second]) rmSync(folder, { recursive: true });
  await stand.post("/api/pictures/index");
  await page.getByRole("button", { name: "Ended work: 1" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Ended work: 1" }).click();
  await expect(box.getByText(/Indexing pictures failed/)).toBeVisible();
  await look(page, "jobs-failed");
  await box.getByRole("button", { name: "Close what ended" }).click();
  await expect(page.getByRole("button", { name: /Ended work/ })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Notifications: / })).toBeVisible();
  await expect(page.getByRole("button", { name: /Ended work/ })).toBeHidden();
});
