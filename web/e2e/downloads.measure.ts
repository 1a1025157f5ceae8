import { expect, type Stand, test } from "./harness";
import { say } from "./harness/measure";

test.use({ wishes: { sandboxArguments: ["--large-file-bytes", "40000000"] } });

const fault = (stand: Stand, what: object) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  });

test("a progress event reaches the screen in 300 ms", async ({ page, stand }) => {
  test.slow();
  await fault(stand, { host: "storage", bytesPerSecond: 200_000 });
  await page.goto("/downloads");
  await stand.post("/api/models/download", { reference: "610026", preview: false });
  await expect(page.getByRole("progressbar").first()).toBeVisible();

  // From the moment when the page's own stream brings an event to the frame that shows its bytes.
  const delays = await page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const came = new Map<number, number>();
        const found: number[] = [];
        const events = new EventSource("/api/events");
        events.addEventListener("download.progress", (event) => {
          const { downloaded_size, total_size } = JSON.parse((event as MessageEvent<string>).data);
          came.set((downloaded_size / total_size) * 100, performance.now());
        });
        new MutationObserver(() => {
          const bar = document.querySelector("[role=progressbar]");
          const value = Number(bar?.getAttribute("aria-valuenow"));
          requestAnimationFrame(() => {
            const at = came.get(value);
            if (at === undefined) return;
            came.delete(value);
            found.push(performance.now() - at);
            if (found.length < 12) return;
            events.close();
            done(found);
          });
        }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-valuenow"] });
      }),
  );

  const sorted = delays.toSorted((one, other) => one - other);
  say("a progress event reaches the screen, median", sorted[6] ?? 0, "ms", 300);
  say("a progress event reaches the screen, slowest of 12", sorted.at(-1) ?? 0, "ms", 300);
});
