import { expect, test } from "vitest";
import { needsOfGraph, needsOfPicture, sureOf } from "./needs";

const candidate = (confidence: number, source = "civitai") => ({
  source,
  reference: "4201",
  confidence,
  reason: "has the hash",
  file: null,
  file_id: null,
  sha256: null,
  size: null,
});

test("a model is fetched unseen only from somebody who is sure, and never what is here under another name", () => {
  const [sure, unsure, elsewhere, present, unknown] = needsOfGraph([
    { name: "a", state: "missing", node_ids: ["1"], candidates: [candidate(0.85), candidate(0.6)] },
    { name: "b", state: "missing", node_ids: ["2"], candidates: [candidate(0.6)] },
    { name: "c", state: "missing", node_ids: ["3"], candidates: [candidate(0.9, "library")] },
    { name: "d", state: "present", node_ids: ["4"], candidates: [candidate(1)] },
    { name: "e", state: "unknown", node_ids: ["5"], candidates: [] },
  ]);

  expect([sure, unsure, elsewhere, present, unknown].map((need) => need && sureOf(need)?.confidence)).toEqual([
    0.85,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a picture's model has the best name that the picture tells", () => {
  const needs = needsOfPicture([
    { resource: { type: "lora", name: "lighthouse", weight: 0.8 }, state: "missing", candidates: [] },
    { resource: { type: "checkpoint", hash: "abcdef0123" }, state: "unknown", candidates: [] },
    { resource: { type: "checkpoint", model_version_id: 130072 }, state: "present", candidates: [] },
  ]);

  expect(needs.map(({ name }) => name)).toEqual(["lighthouse", "abcdef0123", "130072"]);
  expect(needs[0]?.by).toBe("lora · 0.8");
});
