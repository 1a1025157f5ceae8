import { expect, test } from "vitest";
import type { Recipe } from "./queries";
import { asText, nameOf, settingsOf } from "./recipe";

const recipe = {
  models: [{ resource: { type: "checkpoint", name: "fox-mix" }, state: "present", candidates: [] }],
  settings: {},
  problems: [],
  generator: "ComfyUI",
  prompt: "a red fox",
  negative_prompt: "blurry",
  seed: 0,
  steps: 20,
  sampler: "dpmpp_2m",
  scheduler: "karras",
  sampler_names: { name: "DPM++ 2M Karras", comfyui: { sampler: "dpmpp_2m", scheduler: "karras" } },
  width: 832,
  height: 1216,
} as unknown as Recipe;

test("what was set is told, and what nobody said is left out; a seed of 0 is one", () => {
  expect(settingsOf(recipe)).toEqual([
    { label: "Program", value: "ComfyUI" },
    { label: "Sampler", value: "dpmpp_2m" },
    { label: "Scheduler", value: "karras" },
    { label: "Steps", value: "20" },
    { label: "Seed", value: "0" },
    { label: "Size", value: "832 × 1216" },
  ]);
});

test("all of it is a text that other programs read, with A1111's word for the sampler", () => {
  expect(asText(recipe)).toBe(
    "a red fox\nNegative prompt: blurry\nSteps: 20, Sampler: DPM++ 2M Karras, Seed: 0, Size: 832x1216, Model: fox-mix",
  );
});

test("the last part of a path is its name, on any system", () => {
  expect(nameOf("a/b/fox.png")).toBe("fox.png");
  expect(nameOf("a\\b\\fox.png")).toBe("fox.png");
});
