import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type { Stand } from "./harness";

/** A small model file as everybody writes them: a header of JSON, and one tensor. */
export function safetensors(values: number, seed: number): Buffer {
  const header = JSON.stringify({
    __metadata__: { made: String(seed) },
    "lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight": {
      dtype: "F32",
      shape: [values],
      data_offsets: [0, values * 4],
    },
  });
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const data = Buffer.alloc(values * 4);
  for (let at = 0; at < values; at++) data.writeFloatLE(Math.sin(at + seed), at * 4);
  return Buffer.concat([length, Buffer.from(padded), data]);
}

/** Puts model files below the server's folder of models and reads them in. */
export async function layModels(stand: Stand, names: readonly string[]): Promise<void> {
  names.forEach((name, index) => {
    const path = join(stand.models, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, safetensors(64 + index, index));
  });
  await stand.index();
}

/** A model that is known and not here. */
export interface KnownModel {
  id: string;
  name: string;
  [more: string]: unknown;
}

/** Makes models known that could be downloaded. */
export function knowModels(stand: Stand, models: readonly KnownModel[]): Promise<unknown> {
  const whole = models.map((model) => ({
    provider: "comfyui",
    size: 1_000_000,
    description: "",
    capabilities: [],
    status: "available",
    format: "safetensors",
    ...model,
  }));
  return stand.post("/api/models/registry", { version: 1, exported_at: 0, models: whole });
}

/** A library of six files, three of them variants of one model, and ninety models that are known. */
export async function layLibrary(stand: Stand): Promise<void> {
  const here = ["amber-fox", "amber-fox-fp16", "amber-fox-fp8", "blue-harbor", "cosmic-owl", "dusty-lamp"];
  await layModels(
    stand,
    here.map((name) => `loras/${name}.safetensors`),
  );
  await knowModels(
    stand,
    Array.from({ length: 90 }, (_, index) => ({
      id: `known-${index}`,
      name: `Known Picture ${String(index).padStart(3, "0")}`,
      model_type: index % 2 ? "lora" : "checkpoint",
      base_model: index % 3 ? "SDXL 1.0" : "Pony",
      size: (index + 1) * 100_000_000,
      capabilities: ["image-generation"],
      download_url: `https://models.invalid/${index}.safetensors`,
    })),
  );
}

/** Serves a file in pieces with pauses between, so that one sees how it comes. */
export async function slowServer(content: Buffer, pieces: number, pause: number) {
  const server = createServer(async (asked, answer) => {
    answer.writeHead(200, { "Content-Length": content.length, "Content-Type": "application/octet-stream" });
    if (asked.method === "HEAD") return answer.end();
    const size = Math.ceil(content.length / pieces);
    for (let at = 0; at < content.length && !answer.destroyed; at += size) {
      answer.write(content.subarray(at, at + size));
      await new Promise((done) => setTimeout(done, pause));
    }
    answer.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** A model of the library as the API tells of it. */
export interface Model {
  id: string;
  name: string;
  status: string;
  status_detail?: string;
  local_path?: string;
  tags?: string[];
  notes?: string;
  has_preview?: boolean;
}

/** The model of a name. */
export async function modelOf(stand: Stand, name: string): Promise<Model | undefined> {
  const { models } = await stand.ask<{ models: Model[] }>("/api/models/library");
  return models.find((model) => model.name === name);
}

/** The model of an id, whatever it is called by now. */
export async function modelById(stand: Stand, id: string): Promise<Model | undefined> {
  const { models } = await stand.ask<{ models: Model[] }>("/api/models/library");
  return models.find((model) => model.id === id);
}
