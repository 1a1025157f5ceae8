import { describe, expect, test } from "vitest";
import type { Doc } from "@/api/client";
import { placeOf } from "./bell";
import { sentencesOf } from "./desktop";
import { jobName, resultOf } from "./jobs";

describe("what happened", () => {
  test.each([
    [
      { kind: "update_available", model_id: "a/b" },
      { to: "/", search: { model: "a/b" } },
    ],
    [{ kind: "generation_failed", model_id: null }, { to: "/generate" }],
    [
      { kind: "subscription_version", model_id: null, details: { reference: "civitai:4201@130072" } },
      { to: "/discover", search: { found: "civitai:4201@130072" } },
    ],
    [{ kind: "webhook_disabled", model_id: null, details: null }, { to: "/settings/webhooks" }],
  ])("%o leads to its place", (note, place) => {
    expect(placeOf(note as Parameters<typeof placeOf>[0])).toEqual(place);
  });

  test("each note of an event is a sentence of its own, and a download that ended is one", () => {
    const notes = {
      count: 2,
      notifications: [
        { id: 7, message: "One." },
        { id: 8, message: "Two." },
      ],
    };
    expect(sentencesOf({ kind: "notification.added", body: notes })).toEqual([
      { id: "note-7", message: "One." },
      { id: "note-8", message: "Two." },
    ]);
    const body = {
      task_id: "t",
      attempts: 1,
      status: "failed",
      filename: "a.gguf",
      error_message: "The disk is full.",
    } as Doc<"DownloadTask">;
    expect(sentencesOf({ kind: "download.failed", body })[0]?.message).toBe(
      "a.gguf could not be downloaded: The disk is full.",
    );
    expect(sentencesOf({ kind: "download.progress", body })).toEqual([]);
  });
});

describe("what came of a job", () => {
  test("counts become a sentence", () => {
    const result = { seen: 1, added: 1, changed: 0, missing: 2, elapsed_ms: 5 };
    expect(resultOf({ kind: "index", result } as never)).toBe("Found 1 file: 1 new, 0 changed, 2 missing");
    expect(resultOf({ kind: "verify", result: { checked: 3, wrong: [{}, {}] } } as never)).toBe(
      "Checked 3 files: 2 not as recorded",
    );
    expect(resultOf({ kind: "convert", result: { path: "/m/a.safetensors" } } as never)).toBe("Made /m/a.safetensors");
    expect(resultOf({ kind: "index", result: null } as never)).toBeUndefined();
  });

  test("a kind that nobody named is readable all the same", () => {
    expect(jobName("picture_index")).toBe("Indexing pictures");
    expect(jobName("some-new.kind")).toBe("Some new kind");
  });
});
