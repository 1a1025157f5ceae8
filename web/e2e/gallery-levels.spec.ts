import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { listOf, watch } from "./gallery-parts";
import { parametersOf, writePng } from "./gallery-pictures";
import { expect, look, test } from "./harness";
import { generates, made, orchestrator } from "./harness/generation";

test.use({ wishes: { ...generates, environment: { ...generates.environment, BERRY_TEST_OF: "gallery-levels" } } });
test.describe.configure({ timeout: 150_000 });

test("levels narrow the pictures to results that are so mature, and the address keeps them", async ({
  page,
  stand,
}) => {
  await orchestrator(stand, "orchestrator/balance?key=sandbox-key&yellow=100000&blue=0");
  mkdirSync(stand.generated, { recursive: true });
  writePng(join(stand.generated, "mine.png"), { parameters: parametersOf("mine", 7) });
  await watch(stand, stand.generated);
  await orchestrator(stand, "orchestrator/outcomes", "POST", { kind: "mature" });
  await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "for adults" });
  await made(stand, { workflow: "txt2img", ecosystem: "SDXL", prompt: "for all" });
  await stand.until(
    () => listOf(stand),
    ({ total_count }) => total_count === 3,
  );

  await page.goto("/gallery");
  const tiles = page.getByRole("listitem");
  await expect(tiles).toHaveCount(3);
  const levels = page.getByRole("combobox", { name: "Level" });
  await levels.click();
  await expect(page.getByRole("option")).toHaveText(["PG", "PG-13", "R", "X", "XXX", "Not rated"]);
  await page.getByRole("option", { name: "R", exact: true }).click();
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  await expect(tiles.getByRole("button", { name: /^Show/ })).toHaveCount(1);
  await page.getByRole("option", { name: "PG", exact: true }).click();
  await expect(page.getByText("2 pictures", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  // In their own order, whichever was chosen first.
  await expect(page).toHaveURL(/level=pg(,|%2C)r(&|$)/);
  await look(page, "gallery-levels");

  await page.reload();
  await expect(page.getByText("2 pictures", { exact: true })).toBeVisible();
  await page
    .locator(".mantine-Pill-root")
    .filter({ hasText: /^PG$/ })
    .getByRole("button", { includeHidden: true })
    .click();
  await expect(page).toHaveURL(/level=r(&|$)/);
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  await page.goto("/gallery?level=unrated");
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /mine/ })).toBeVisible();
  await page.locator('button[aria-label="Any level"]').click();
  await expect(page.getByText("3 pictures", { exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/level=/);

  // By keyboard past the blurred one, which Enter shows.
  const show = page.getByRole("button", { name: /^Show/ });
  const at = Number(await tiles.filter({ has: show }).getAttribute("data-index"));
  const linkAt = (index: number) => page.locator(`[data-index="${index}"]`).getByRole("link");
  await linkAt(at - 1).focus();
  await page.keyboard.press("ArrowRight");
  await expect(show).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(linkAt(at)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(linkAt(at + 1)).toBeFocused();

  await page.goto("/gallery?level=xxx");
  await expect(page.getByText("No picture fits")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("3 pictures", { exact: true })).toBeVisible();
});
