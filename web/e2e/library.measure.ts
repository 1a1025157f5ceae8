import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness";
import { plainPage, progressLags, quantile, say, sayLags } from "./harness/measure";
import { webFolder } from "./harness/places";
import { LOCAL, layMany } from "./library-many";
import { knowModels, safetensors, slowServer } from "./library-models";
import { scrollThrough } from "./library-scroll";

test.use({ wishes: { sandbox: false, environment: { BERRY_ALLOW_HOSTS: "127.0.0.1", BERRY_TEST_OF: "measures" } } });
test.describe.configure({ mode: "serial", timeout: 600_000 });

let source: Awaited<ReturnType<typeof slowServer>>;

test.beforeAll(async ({ fileStand }) => {
  test.setTimeout(600_000);
  source = await slowServer(safetensors(1_000_000, 3), 100, 100);
  await layMany(fileStand);
});
test.afterAll(() => source.close());

test("a cold start paints and answers", async ({ browser, stand }) => {
  const starts = { "server just started": [] as Start[], "server runs": [] as Start[] };
  for (let turn = 0; turn < 5; turn++) {
    await stand.restart();
    // The browser knows nothing both times; the server has done it before the second time.
    for (const found of Object.values(starts)) {
      const page = await plainPage(browser, stand);
      found.push(await startOf(page));
      await page.context().close();
    }
  }
  for (const [how, found] of Object.entries(starts)) {
    const paints = found.map(({ paint }) => paint);
    const usables = found.map(({ usable }) => usable);
    say(`first contentful paint, cold, ${how}, median of 5`, quantile(paints, 0.5), "ms", 1000);
    say(`first contentful paint, cold, ${how}, slowest of 5`, Math.max(...paints), "ms");
    say(`interactive with the first models, cold, ${how}, median of 5`, quantile(usables, 0.5), "ms", 1500);
    say(`interactive with the first models, cold, ${how}, slowest of 5`, Math.max(...usables), "ms");
  }
});

test("a search of 50,000 models is on the screen soon after the pause", async ({ browser, stand }) => {
  const page = await plainPage(browser, stand);
  await page.goto("/");
  await page.getByRole("article").first().waitFor();
  const times: number[] = [];
  for (const word of ["velvet", "amb", "neon 0001", "gold", "crystal", "misty", "pix", "gothic 04", "dreamy"]) {
    await page.getByRole("searchbox").fill("");
    await expect(page.getByRole("status").filter({ hasText: /^50,0/ })).toBeVisible();
    await expect(page.locator("mark, [data-old]")).toHaveCount(0);
    times.push(await searchFor(page, word));
  }
  say(`results of 50,000 models after the debounce, median of ${times.length}`, quantile(times, 0.5), "ms", 150);
  say("results of 50,000 models after the debounce, slowest", Math.max(...times), "ms", 150);
  await page.context().close();
});

test("50,000 cards scroll without a stumble", async ({ browser, stand }) => {
  const page = await plainPage(browser, stand);
  // Those with pictures stand first.
  await page.goto("/?sort=name");
  await page.getByRole("article").first().waitFor();
  await expect(page.locator("article img").first()).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const heap = async () => (await session.send("Runtime.getHeapUsage")).usedSize / 1_000_000;
  let highest = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      highest = Math.max(highest, await heap());
      await new Promise((done) => setTimeout(done, 250));
    }
  })();
  const found = await scrollThrough(page);
  isOver = true;
  await watching;
  await expect(page.getByRole("article").first()).toBeVisible();

  say("frames while scrolling, 99 % within", quantile(found.frames, 0.99), "ms", 50);
  say("slowest frame while scrolling", Math.max(...found.frames), "ms", 250);
  say("cards in sight without their model, by the wheel", found.waiting, "%");
  say("after dragging the bar, until all in sight are there", found.settled, "ms");
  say(`models with a picture that were passed, of ${LOCAL}`, found.pictures, "pictures");
  say("highest heap while scrolling", highest, "MB", 200);
  await session.send("HeapProfiler.collectGarbage");
  say("heap after scrolling, collected", await heap(), "MB", 200);
  expect(found.pictures, "the cards had no pictures").toBeGreaterThan(50);
  await page.context().close();
});

test("the progress of a download is on its card at once", async ({ browser, stand }) => {
  await knowModels(stand, [
    { id: "slow", name: "Slow arrival", model_type: "lora", download_url: `${source.url}/slow.safetensors` },
  ]);
  const page = await plainPage(browser, stand);
  await page.goto("/?q=slow");
  const button = page.getByRole("button", { name: "Download “Slow arrival”" });
  await button.waitFor();
  const watched = progressLags(page, { selector: "article progress", attribute: "value" }, ({ progress }) => progress);
  await button.click();
  const found = await watched;
  sayLags("the model's card", found);
  expect(found.lags.length, "nothing was measured").toBeGreaterThan(0);
  await page.context().close();
});

// The last one: it alone can fail, and what comes after one that failed is left out.
test("the first page needs little JavaScript", async ({ browser, stand }) => {
  const page = await plainPage(browser, stand);
  const scripts = scriptsOf(page);
  await page.goto("/");
  await page.getByRole("article").first().waitFor();
  // What the page fetches of itself afterwards is part of its start.
  await page.waitForTimeout(1000);
  const kilobytes = [...scripts].reduce((sum, path) => sum + zipped(path), 0) / 1000;
  say(`JavaScript of the first page, gzip, ${scripts.size} files`, kilobytes, "KB", 250);
  // No matter of the machine.
  expect(kilobytes).toBeGreaterThan(50);
  expect(kilobytes).toBeLessThanOrEqual(250);
  await page.context().close();
});

/** The scripts that a page fetches, by their addresses, as they come. */
function scriptsOf(page: Page): Set<string> {
  const scripts = new Set<string>();
  page.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    // By the name: what is fetched ahead is not called a script by every browser.
    if (pathname.endsWith(".js")) scripts.add(pathname);
  });
  return scripts;
}

/** Bytes of a script as gzip sends it, whatever this browser was sent. */
function zipped(path: string): number {
  const file = join(webFolder, path);
  return existsSync(`${file}.gz`) ? statSync(`${file}.gz`).size : gzipSync(readFileSync(file), { level: 9 }).length;
}

/** Milliseconds from the address to what is named. */
interface Start {
  paint: number;
  usable: number;
}

/** Opens the library; the page itself notes when the models are there and it has time to answer. */
async function startOf(page: Page): Promise<Start> {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector("article")) return;
      observer.disconnect();
      requestIdleCallback(() => Object.assign(window, { usableAt: performance.now() }));
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  await page.goto("/");
  await page.waitForFunction(() => "usableAt" in window);
  return page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    usable: (window as unknown as { usableAt: number }).usableAt,
  }));
}

/** From the pause after the last key press until the new models are painted. */
async function searchFor(page: Page, word: string): Promise<number> {
  await page.getByRole("searchbox").focus();
  const painted = page.evaluate(async (word) => {
    const DEBOUNCE = 300;
    let pressed = Number.NaN;
    addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true });
    const isHere = () =>
      new URLSearchParams(location.search).get("q") === word &&
      document.querySelector("mark") &&
      !document.querySelector("[data-old]");
    while (!isHere()) await new Promise((done) => requestAnimationFrame(done));
    // This frame shows it.
    await new Promise((done) => setTimeout(done));
    return performance.now() - pressed - DEBOUNCE;
  }, word);
  await page.keyboard.type(word, { delay: 60 });
  return painted;
}
