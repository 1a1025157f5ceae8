import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { parametersOf, writePng } from "./gallery-pictures";
import { expect, look, type Stand, test } from "./harness";

// A machine that does much else at the same time.
test.describe.configure({ timeout: 150_000 });

test.use({
  wishes: { sandbox: false, arguments: ["--require-key"], keys: { boss: "admin", guest: "read", helper: "admin" } },
});

const as = (stand: Stand, name: string) => ({ Authorization: `Bearer ${stand.keys[name]}` });

async function signIn(page: Page, key: string | undefined): Promise<void> {
  await page.getByRole("textbox", { name: "Access key" }).fill(key ?? "");
  await page.keyboard.press("Enter");
}

test("who has no key is asked for one, and a wrong one is refused in words", async ({ page, stand }) => {
  await page.goto("/gallery");
  await expect(page.getByRole("heading", { name: "This server needs an access key" })).toBeVisible();
  const field = page.getByRole("textbox", { name: "Access key" });
  await expect(field).toBeFocused();
  await look(page, "sign-in");
  await field.fill("berry_wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(field).toHaveAccessibleDescription(/key/i);
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Show the key" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await field.fill(stand.keys.guest ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("No folder of pictures yet")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No folder of pictures yet")).toBeVisible();
});

test("a key that may only read sees everything and is told why nothing changes", async ({ page, stand }) => {
  await page.goto("/gallery");
  await signIn(page, stand.keys.guest);
  await expect(page.getByText(/Your access key may not name folders/)).toBeVisible();
  await expect(page.getByLabel("Folder on the server's machine")).toBeDisabled();
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await expect(page.getByText(/Your access key may only read/)).toBeVisible();
  await page.keyboard.press("Escape");

  await stand.ask("/api/models/registry", {
    method: "POST",
    headers: as(stand, "boss"),
    body: JSON.stringify({
      version: 1,
      exported_at: 0,
      models: [
        {
          id: "owl",
          name: "Snow Owl",
          provider: "comfyui",
          size: 1_000_000,
          description: "",
          capabilities: [],
          status: "available",
          download_url: "https://models.invalid/owl.safetensors",
        },
      ],
    }),
  });
  const line = page.getByRole("note").filter({ hasText: "to change something takes one of scope write" });
  await page.goto("/?q=owl");
  const card = page.getByRole("article").filter({ hasText: "Snow Owl" });
  await expect(card).toBeVisible();
  await expect(card.getByRole("button", { name: "Download “Snow Owl”" })).toBeHidden();
  await card.getByRole("button", { name: "Details of “Snow Owl”" }).click();
  await expect(page.getByRole("dialog").getByRole("note")).toBeVisible();
  await page.getByRole("dialog").getByLabel("Notes").fill("mine");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Save" })).toBeDisabled();
  await page.goto("/downloads");
  await expect(line).toBeVisible();
  await page.goto("/generate");
  await expect(line).toBeVisible();
  await page.goto("/gallery");

  // The page is not what protects: the server refuses as well.
  const { csrf_token } = await page.evaluate(async () => (await fetch("/api/access/session")).json());
  const refused = await page.request.post(`${stand.url}/api/pictures/folders`, {
    data: { path: stand.home },
    headers: { "X-CSRF-Token": csrf_token, Origin: stand.url },
  });
  expect(refused.status()).toBe(403);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("textbox", { name: "Access key" })).toBeVisible();
  expect((await page.request.get(`${stand.url}/api/access/session`)).status()).toBe(401);
});

test("a key that is withdrawn meanwhile leads to the sign-in, and what was typed is still there", async ({
  page,
  stand,
}) => {
  await page.goto("/gallery");
  await signIn(page, stand.keys.helper);
  const field = page.getByLabel("Folder on the server's machine");
  await field.fill("/home/me/a long path that nobody types twice");
  await page.getByRole("button", { name: "Folders" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await stand.ask("/api/access/keys/helper", { method: "DELETE", headers: as(stand, "boss") });
  await page.getByRole("button", { name: "Add this folder" }).click();
  await expect(page.getByRole("heading", { name: "This server needs an access key" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Access key" })).toBeFocused();
  await signIn(page, stand.keys.boss);
  await expect(field).toHaveValue("/home/me/a long path that nobody types twice");
});

test("a server that goes away is missed, and what happened meanwhile is there when it is back", async ({
  page,
  stand,
}) => {
  await page.goto("/gallery");
  await signIn(page, stand.keys.boss);
  await expect(page.getByText("No folder of pictures yet")).toBeVisible();
  await stand.kill();
  await expect(page.getByText("The server does not answer. Trying again …")).toBeVisible();
  await look(page, "server-away");
  // What is tried now says so, and can be tried again.
  const folder = join(stand.home, "output");
  mkdirSync(folder);
  writePng(join(folder, "one.png"), { parameters: parametersOf("a late tower", 4) });
  await page.getByLabel("Folder on the server's machine").fill(folder);
  await page.getByRole("button", { name: "Add this folder" }).click();
  await expect(page.getByLabel("Folder on the server's machine")).toHaveAccessibleDescription(/does not answer/);

  await stand.restart();
  await stand.ask("/api/pictures/folders", {
    method: "POST",
    headers: as(stand, "boss"),
    body: JSON.stringify({ path: folder }),
  });
  await expect(page.getByText("The server does not answer. Trying again …")).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: /one\.png/ })).toBeVisible({ timeout: 30_000 });
});
