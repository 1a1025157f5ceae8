import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { buttonsFolder, screenshotsFolder } from "./places";
import { Stand, type StandWishes } from "./stand";
import { watchButtons } from "./watch";

export { expect } from "@playwright/test";
export { Stand } from "./stand";

interface Fixtures {
  /** The server of this test file; `test.use({ wishes })` says what it is like. */
  stand: Stand;
}
interface FileFixtures {
  wishes: StandWishes;
  fileStand: Stand;
}

/** A test with a page and a server of its file's own: files whose wishes are alike would share one. */
export const test = base.extend<Fixtures, FileFixtures>({
  wishes: [{}, { option: true, scope: "worker" }],
  fileStand: [
    async ({ wishes }, use) => {
      const stand = await Stand.start(wishes);
      await use(stand);
      await stand.stop();
    },
    // A machine that does much else at the same time starts a server slowly.
    { scope: "worker", timeout: 180_000 },
  ],
  stand: async ({ fileStand }, use) => use(fileStand),
  baseURL: async ({ fileStand }, use) => use(fileStand.url),
  page: async ({ page, context }, use, info) => {
    const troubles: string[] = [];
    page.on("pageerror", (problem) => troubles.push(`the page failed: ${problem.message}`));
    page.on("console", (said) => {
      if (said.type() === "error" && /Content Security Policy|Refused to/.test(said.text())) troubles.push(said.text());
    });
    // No request may leave for another host.
    page.on("request", (asked) => {
      const url = new URL(asked.url());
      if (url.protocol.startsWith("http") && !["127.0.0.1", "localhost"].includes(url.hostname))
        troubles.push(`a request to ${url.host}`);
    });
    const buttons = await watchButtons(context);
    await use(page);
    // What a test pressed that failed afterwards was shown by nothing.
    if (info.status === info.expectedStatus)
      writeFileSync(join(buttonsFolder, `${randomUUID()}.json`), JSON.stringify(await buttons()));
    expect(troubles, info.title).toEqual([]);
  },
});

/** Keeps a picture of the page in light and dark, and holds it against the rules of accessibility. */
export async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    await page.screenshot({ path: join(screenshotsFolder, `${name}-${colorScheme}.png`) });
    await checkAccess(page);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** No serious finding of axe. */
export async function checkAccess(page: Page): Promise<void> {
  // Popups fade in; half-way their contrast is wrong.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`)).toEqual(
    [],
  );
}
