import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, look, type Stand, test } from "./harness";
import { root } from "./harness/places";

// A machine that does much else at the same time.
test.describe.configure({ timeout: 150_000 });
// A server of its own: files that wish for the same share one.
test.use({ wishes: { environment: { BERRY_TEST_OF: "extension" } } });

/** Where a person's scripts lie. */
function scriptsOf(stand: Stand): string {
  const folder = join(stand.home, ".config", "berryaigen", "page");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A model of the library, so that there is a card. */
async function aModel(stand: Stand): Promise<void> {
  const { task_id } = await stand.post<{ task_id: string }>("/api/models/download?if_present=ok", {
    reference: "82098",
  });
  await stand.until(
    () => stand.ask<{ status: string }>(`/api/models/download/${task_id}`),
    ({ status }) => status === "completed",
  );
}

test("the example of the documents brings a page and a card", async ({ page, stand }) => {
  copyFileSync(join(root, "docs", "examples", "page-script.js"), join(scriptsOf(stand), "page-script.js"));
  await aModel(stand);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Largest models" }).click();
  await expect(page).toHaveURL(/\/extensions\/largest$/);
  await expect(page).toHaveTitle(/Largest models/);
  await expect(page.getByRole("cell", { name: /detail/i })).toBeVisible();
  await look(page, "extension");
  // Its address can be opened as well: the page waits for the scripts.
  await page.reload();
  await expect(page.getByRole("heading", { name: "Largest models" })).toBeVisible();

  await page.goto("/");
  await page.getByRole("button", { name: "Look" }).first().click();
  await expect(page).toHaveURL(/model=/);
});

test("a script that fails costs only itself, and says its name", async ({ page, stand }) => {
  const folder = scriptsOf(stand);
  await aModel(stand);
  writeFileSync(join(folder, "a-wrong.js"), "this is no script at all");
  writeFileSync(join(folder, "b-throws.js"), 'throw new Error("no such planet");');
  writeFileSync(join(folder, "c-nothing.js"), 'window.BerryAIGen.registerPage({ id: "c", title: "C" });');
  writeFileSync(
    join(folder, "d-later.js"),
    `const { React, ModelLibrary, registerPage } = { ...window.BerryAIGen, ModelLibrary: window.ModelLibrary };
     let broken = true;
     const Bad = () => { if (broken) throw new Error("the moon is gone"); return React.createElement("p", null, "The moon is back"); };
     window.addEventListener("mend", () => { broken = false; });
     ModelLibrary.registerComponent("ModelCard", () => { throw new Error("no card today"); });
     registerPage({ id: "bad", title: "Bad moon", component: Bad });
     registerPage({ id: "good", title: "Good moon", component: () => React.createElement("h1", null, "Full moon") });`,
  );
  await page.goto("/settings");
  for (const [name, why] of [
    ["a-wrong.js", /./],
    ["b-throws.js", /no such planet/],
    ["c-nothing.js", /a component is a function/],
  ] as const) {
    const notice = page.getByRole("alert").filter({ hasText: `The script "${name}" does not work` });
    await expect(notice).toContainText(why);
  }
  await page.getByRole("link", { name: "Bad moon" }).click();
  await expect(page.getByText(/the moon is gone/)).toBeVisible();
  await expect(page.getByText(/d-later\.js/)).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("mend")));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The moon is back")).toBeVisible();
  await page.getByRole("link", { name: "Good moon" }).click();
  await expect(page.getByRole("heading", { name: "Full moon" })).toBeVisible();
  await page.getByRole("link", { name: "Library" }).click();
  await expect(page.getByText(/detail/i).first()).toBeVisible();
  await page.goto("/extensions/nothing");
  await expect(page.getByText("There is no page at this address.")).toBeVisible();
});
