import { fault } from "./downloads-parts";
import { expect, test } from "./harness";
import { plainPage, progressLags, sayLags } from "./harness/measure";

test.use({ wishes: { sandboxArguments: ["--large-file-bytes", "40000000"] } });

test("a progress event reaches the page Downloads", async ({ browser, stand }) => {
  test.slow();
  await fault(stand, { host: "storage", bytesPerSecond: 200_000 });
  const page = await plainPage(browser, stand);
  await page.goto("/downloads");
  await stand.post("/api/models/download", { reference: "610026", preview: false });
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  const found = await progressLags(
    page,
    { selector: "[role=progressbar]", attribute: "aria-valuenow" },
    ({ downloaded_size, total_size }) => (downloaded_size / total_size) * 100,
  );
  sayLags("the page Downloads", found);
  expect(found.lags.length, "nothing was measured").toBeGreaterThan(0);
  await page.context().close();
});
