import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePng } from "./gallery-pictures";
import type { Stand } from "./harness";
import { knowModels, safetensors } from "./library-models";

const MODELS = 50_000;
/** How many of them lie on the disk, each with a picture; by name they come first. */
export const LOCAL = 2000;

const TYPES = ["lora", "checkpoint", "embedding", "vae", "controlnet", "upscaler"];
const BASES = ["SDXL 1.0", "Pony", "SD 1.5", "Flux.1 D", "Illustrious", "Qwen"];
const WORDS = ["velvet", "amber", "misty", "neon", "cosmic", "gothic", "pixel", "dreamy", "golden", "crystal"];

const nameOf = (index: number): string =>
  `${WORDS[index % 10]} ${WORDS[Math.floor(index / 10) % 10]} ${String(index).padStart(5, "0")}`;

/** A library of 50,000 models as a collector has it. */
export async function layMany(stand: Stand): Promise<void> {
  const folder = join(stand.models, "loras");
  mkdirSync(folder, { recursive: true });
  const pictures = Array.from({ length: 24 }, (_, index) => {
    const path = join(stand.home, `${index}.png`);
    writePng(path, { width: 512, height: 640, hue: index / 24 });
    return path;
  });
  for (let index = 0; index < LOCAL; index++) {
    const path = join(folder, `${String(index).padStart(4, "0")} ${nameOf(index)}`);
    writeFileSync(`${path}.safetensors`, safetensors(16, index));
    // The same bytes under many names: the server knows nothing of that.
    linkSync(pictures[index % pictures.length] as string, `${path}.preview.png`);
  }
  const { job_id } = await stand.post<{ job_id: string }>("/api/models/index", { folders: [stand.models] });
  const job = await stand.until(
    () => stand.ask<{ state: string }>(`/api/jobs/${job_id}`),
    ({ state }) => ["completed", "failed", "cancelled"].includes(state),
    300,
  );
  if (job.state !== "completed") throw new Error(`The models could not be read in: ${JSON.stringify(job)}`);

  const STEP = 8000;
  for (let from = LOCAL; from < MODELS; from += STEP)
    await knowModels(
      stand,
      Array.from({ length: Math.min(STEP, MODELS - from) }, (_, step) => {
        const index = from + step;
        return {
          id: `made-${index}`,
          name: nameOf(index),
          model_type: TYPES[index % 6],
          base_model: BASES[index % 5],
          size: 1_000_000 + index * 1000,
          description: `Paints ${WORDS[index % 7]} pictures`,
          capabilities: ["image-generation"],
          download_url: `https://models.invalid/${index}.safetensors`,
          tags: index % 5 ? [] : [WORDS[index % 9]],
        };
      }),
    );
}
