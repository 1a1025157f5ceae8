import { expect, type Page } from "@playwright/test";
import type { Stand } from "./stand";

/** A server that the Sandbox's orchestrator knows. */
export const generates = { environment: { BERRY_ORCHESTRATOR_KEY: "sandbox-key", CIVITAI_API_KEY: "sandbox-key" } };

export interface Row {
  id: string;
  state: string;
  status?: string;
  workflow: string;
  favourite: boolean;
  tags: string[];
  form: Record<string, unknown>;
  outputs: { id: string; url?: string; display: string; level: string }[];
  transactions: { type: string; amount: number }[];
  workflow_id?: string;
}

export const input = (page: Page, label: string) => page.locator("input").and(page.getByLabel(label, { exact: true }));

/** Chooses in a list that opens. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await input(page, label).first().click();
  await page.getByRole("option", { name: option }).first().click();
}

export const prompt = (page: Page) => page.locator("#generate-prompt");
export const generateButton = (page: Page) => page.getByRole("button", { name: /^Generate/ });

/** The form of an ecosystem with everything in it that has a button. */
export async function openForm(page: Page, words?: string): Promise<void> {
  await page.goto("/generate");
  await expect(prompt(page)).toBeVisible();
  await choose(page, "With", "Stable Diffusion XL");
  await expect(page.getByText("CLIP skip")).toBeVisible();
  if (words) await prompt(page).fill(words);
}

/** What the orchestrator of the Sandbox is told to do. */
export async function orchestrator(stand: Stand, route: string, method = "PUT", body?: unknown): Promise<void> {
  const answer = await fetch(`${stand.sandbox?.civitai}/_sandbox/${route}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
}

export const queue = (stand: Stand) =>
  stand.ask<{ generations: Row[]; total_count: number }>("/api/generation/queue").then((answer) => answer.generations);
export const feed = (stand: Stand, query = "") =>
  stand.ask<{ generations: Row[] }>(`/api/generation/feed${query}`).then((answer) => answer.generations);

/** Has something generated without the page, and waits for it. */
export async function made(stand: Stand, form: Record<string, unknown>): Promise<Row> {
  const { id } = await stand.post<Row>("/api/generation/submit", form);
  return stand.until(
    () => stand.ask<Row>(`/api/generation/queue/${id}`),
    ({ state }) => ["completed", "failed", "cancelled"].includes(state),
  );
}
