import { defineConfig, devices } from "@playwright/test";

const chromium = {
  ...devices["Desktop Chrome"],
  viewport: { width: 1280, height: 800 },
  launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
};

/** The pages against the real server and the Sandbox; then which buttons nobody pressed; then what it measures, alone. */
export default defineConfig({
  testDir: "./e2e",
  outputDir: "../artifacts/web-tests",
  globalSetup: "./e2e/harness/begin.ts",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  // A browser on a busy machine: what passes when it is tried again is told as flaky, not as failed.
  retries: process.env.CI ? 2 : 0,
  reporter: [["list"]],
  use: { ...chromium, trace: "retain-on-failure", locale: "en-GB" },
  projects: [
    { name: "pages", testMatch: /.*\.spec\.ts/ },
    {
      name: "measures",
      testMatch: /.*\.measure\.ts/,
      dependencies: process.env.BERRY_ONLY_MEASURES ? [] : ["pages"],
      // A recording of each frame would be measured as well.
      use: { trace: "off" },
    },
    { name: "buttons", testMatch: /buttons\.check\.ts/, dependencies: ["pages"] },
  ],
});
