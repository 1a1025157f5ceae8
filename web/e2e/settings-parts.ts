import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import type { Locator, Page } from "@playwright/test";

/** A whole GGUF file of one small tensor, as a program that runs text would have it. */
export function writeGguf(path: string, name: string): void {
  const parts: Buffer[] = [];
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    parts.push(bytes);
  };
  const u64 = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    parts.push(bytes);
  };
  const word = (text: string) => {
    u64(Buffer.byteLength(text));
    parts.push(Buffer.from(text));
  };
  const texts = { "general.architecture": "llama", "tokenizer.chat_template": "{{ messages }}", "general.name": name };
  parts.push(Buffer.from("GGUF"));
  u32(3);
  u64(1);
  u64(Object.keys(texts).length);
  for (const [key, value] of Object.entries(texts)) {
    word(key);
    u32(8);
    word(value);
  }
  word("a");
  u32(1);
  u64(4);
  u32(0);
  u64(0);
  const head = Buffer.concat(parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.concat([head, Buffer.alloc(((32 - (head.length % 32)) % 32) + 16)]));
}

/** A server of the test's own, and what it was asked. */
export interface Played {
  address: string;
  asked: { method: string; path: string; headers: IncomingMessage["headers"]; body: Buffer }[];
  stop(): Promise<void>;
}

export async function play(
  answer: (asked: Played["asked"][number]) => { status?: number; json?: unknown },
): Promise<Played> {
  const asked: Played["asked"] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      asked.push(one);
      const { status = 200, json } = answer(one);
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(json === undefined ? "" : JSON.stringify(json));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** The part of Ollama's API that the server uses. */
export function playOllama(): Promise<Played> {
  const blobs = new Set<string>();
  return play(({ method, path }) => {
    if (path === "/api/version") return { json: { version: "0.12.3" } };
    if (path === "/api/tags") return { json: { models: [{ name: "own-model:1b" }] } };
    if (path === "/api/ps") return { json: { models: [] } };
    if (path === "/api/create") return { json: { status: "success" } };
    if (method === "HEAD") return { status: blobs.has(path) ? 200 : 404 };
    blobs.add(path);
    return { status: 201 };
  });
}

/** Chooses or types a word into a field that takes several. */
export async function addWord(field: Locator, word: string): Promise<void> {
  await field.fill(word);
  await field.press("Enter");
}

/** Takes the last word out of the field by its little cross. */
export async function dropWord(page: Page, word: string): Promise<void> {
  await page.locator(".mantine-Pill-root", { hasText: word }).locator("button").last().click();
}
