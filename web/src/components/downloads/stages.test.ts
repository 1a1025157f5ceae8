import { expect, test } from "vitest";
import { stageNow, stageOf } from "./stages";

test("the stage is the server's word, and no guess from the status", () => {
  expect(stageNow({ status: "verifying", stage: "inspect" })).toBe("inspect");
  expect(stageNow({ status: "downloading", stage: "plan" })).toBe("plan");
  expect(stageNow({ status: "paused", stage: "transfer" })).toBe("transfer");
  expect(stageNow({ status: "verifying" })).toBeUndefined();
  // An event may leave the word of before in the row.
  expect(stageNow({ status: "completed", stage: "publish" })).toBeUndefined();
  expect(stageNow({ status: "pending", stage: "transfer" })).toBeUndefined();
});

test("what is recorded is being published, and what is planned is none of the four", () => {
  expect(["resolve", "plan", "transfer", "verify", "inspect", "publish", "record"].map(stageOf)).toEqual([
    undefined,
    undefined,
    "transfer",
    "verify",
    "inspect",
    "publish",
    "publish",
  ]);
});
