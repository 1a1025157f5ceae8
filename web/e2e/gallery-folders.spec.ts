import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { foldersOf, foxes, listOf, watch } from "./gallery-parts";
import { parametersOf, png, writePng } from "./gallery-pictures";
import { expect, look, test } from "./harness";

// A machine that does much else at the same time.
test.describe.configure({ timeout: 150_000 });
// A server of its own: files that wish for the same share one.
test.use({ wishes: { environment: { BERRY_TEST_OF: "gallery-folders" } } });

test("the look through a folder is halted, goes on, and is stopped", async ({ page, stand }) => {
  await foxes(stand);
  const picture = png({ width: 640, height: 640, parameters: parametersOf("one of many", 1) });
  const begin = async (name: string) => {
    const folder = join(stand.home, name);
    mkdirSync(folder);
    for (let at = 0; at < 300; at++) writeFileSync(join(folder, `many-${at}.png`), picture);
    await stand.post("/api/pictures/folders", { path: folder });
  };
  const are = (state: string, wanted: number) =>
    stand.until(
      () => stand.ask<{ jobs: unknown[] }>(`/api/jobs?kind=picture_index&state=${state}`),
      ({ jobs }) => jobs.length === wanted,
    );
  await page.goto("/gallery");
  await begin("first");
  await page.getByRole("button", { name: "Pause indexing" }).click();
  await are("paused", 1);
  await look(page, "gallery-indexing");
  await page.getByRole("button", { name: "Go on indexing" }).click();
  await are("paused", 0);
  await expect(page.getByRole("button", { name: "Pause indexing" })).toBeHidden({ timeout: 60_000 });
  await begin("second");
  await page.getByRole("button", { name: "Pause indexing" }).click();
  await are("paused", 1);
  await page.getByRole("button", { name: "Cancel indexing" }).click();
  await are("cancelled", 1);
  await expect(page.getByRole("button", { name: "Cancel indexing" })).toBeHidden();
});

test("a folder is indexed again, removed and brought back", async ({ page, stand }) => {
  const output = await foxes(stand);
  await page.goto("/gallery");
  await page.getByRole("button", { name: "Folders" }).click();
  const drawer = page.getByRole("dialog");
  const card = drawer.getByRole("region", { name: output, exact: true });
  await look(page, "gallery-folders");
  writePng(join(output, "late.png"), { parameters: parametersOf("a late bird", 9) });
  await card.getByRole("button", { name: "Index now" }).click();
  await stand.until(
    () => listOf(stand, "?q=late+bird"),
    ({ total_count }) => total_count === 1,
  );
  await expect(drawer.getByText(/25 pictures/)).toBeVisible();
  await card.getByRole("button", { name: "Remove" }).click();
  await stand.until(
    () => foldersOf(stand),
    (all) => !all.some(({ path }) => path === output),
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await stand.until(
    () => foldersOf(stand),
    (all) => all.some(({ path, pictures, recursive }) => path === output && pictures === 25 && recursive),
  );
  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(drawer).toBeHidden();
});

test("several folders are told apart, and a chosen one narrows", async ({ page, stand }) => {
  await foxes(stand);
  const folder = join(stand.home, "others");
  mkdirSync(folder);
  writePng(join(folder, "other.png"), { parameters: parametersOf("another one", 1) });
  await watch(stand, folder);
  const all = (await listOf(stand)).total_count;
  await page.goto("/gallery");
  await page.getByRole("combobox", { name: "Folder" }).click();
  await page.getByRole("option", { name: /others/ }).click();
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  // The cross of the field is for the pointer; keys have "Clear filters".
  await page.locator('button[aria-label="All folders"]').click();
  await expect(page.getByText(`${all} pictures`, { exact: true })).toBeVisible();
});

test("what cannot be read or shown says why", async ({ page, stand }) => {
  const output = await foxes(stand);
  const folder = join(stand.home, "broken");
  mkdirSync(folder);
  writeFileSync(join(folder, "cut.png"), png({ parameters: parametersOf("cut", 3) }).subarray(0, 120));
  writeFileSync(join(folder, "words.webp"), "no picture at all");
  await watch(stand, folder);
  const { pictures } = await listOf(stand, "?q=number+5");
  await page.goto("/gallery?sort=newest");
  await expect(page.getByRole("link", { name: "words.webp" })).toBeVisible();
  await look(page, "gallery-broken");
  await page.getByRole("link", { name: "words.webp" }).click();
  await expect(page.getByRole("dialog").getByRole("alert").first()).toBeVisible();
  await page.keyboard.press("Escape");
  // Its file goes while somebody looks.
  const gone = pictures.find(({ path }) => path === "fox-005.png");
  expect(gone).toBeDefined();
  rmSync(join(output, "fox-005.png"));
  await page.goto(`/gallery?picture=${gone?.id}`);
  await expect(page.getByRole("dialog").getByText("It cannot be shown here")).toBeVisible();
});

test("a video shows a still and plays", async ({ page, stand }) => {
  const folder = join(stand.home, "films");
  mkdirSync(folder);
  await page.goto("/gallery");
  const film = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 128;
    const paint = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start();
    for (let at = 0; at < 12; at++) {
      if (paint) {
        paint.fillStyle = `hsl(${at * 30} 80% 50%)`;
        paint.fillRect(0, 0, 128, 128);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  writeFileSync(join(folder, "film.webm"), Buffer.from(film));
  await watch(stand, folder);
  await page.reload();
  await page.getByRole("link", { name: "film.webm" }).click();
  const video = page.getByRole("dialog").locator("video");
  await expect(video).toHaveAttribute("controls");
  await video.evaluate((element) => (element as HTMLVideoElement).play());
  await expect.poll(() => video.evaluate((element) => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(0);
});
