import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

/** How a picture of a test is made. */
export interface Wanted {
  width?: number;
  height?: number;
  /** What stands in it as A1111 writes it. */
  parameters?: string;
  /** Where on the wheel of colours it is, 0 to 1. */
  hue?: number;
}

/** Writes a real PNG: a sloping light, with a text as generators write it. */
export function writePng(path: string, wanted: Wanted = {}): void {
  writeFileSync(path, png(wanted));
}

export function png({ width = 256, height = 320, parameters, hue = 0.5 }: Wanted): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const light = 0.35 + 0.65 * ((x / width + y / height) / 2);
      const at = y * (width * 3 + 1) + 1 + x * 3;
      for (let part = 0; part < 3; part++)
        rows[at + part] = 255 * light * (0.5 + 0.5 * Math.cos(2 * Math.PI * (hue + part / 3 + y / height / 6)));
    }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(parameters ? [chunk("tEXt", Buffer.from(`parameters\0${parameters}`, "latin1"))] : []),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named) >>> 0, 0);
  return Buffer.concat([ends.subarray(0, 4), named, sum]);
}

/** A text as A1111 writes it. */
export const parametersOf = (prompt: string, seed: number, model = "fox-mix"): string =>
  `${prompt}\nNegative prompt: blurry, low quality\nSteps: 24, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: ${seed}, Size: 832x1216, Model: ${model}, Clip skip: 2, Version: v1.10.1`;
