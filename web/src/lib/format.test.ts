import { describe, expect, test } from "vitest";
import { ago, bytes, count, duration } from "./format";

describe("format", () => {
  test.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1.00 KiB"],
    [6_938_078_334, "6.46 GiB"],
    [150 * 1024 * 1024, "150 MiB"],
    [null, "–"],
  ])("%s bytes are %s", (value, words) => expect(bytes(value)).toBe(words));

  test.each([
    [0, "0 s"],
    [200, "3 min 20 s"],
    [7500, "2 h 5 min"],
    [90_000, "1 d 1 h"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("%s seconds are %s", (value, words) => expect(duration(value)).toBe(words));

  test("the past is told in its largest unit", () => {
    expect(ago(1000, 1180)).toBe("3 minutes ago");
    expect(ago(1000, 1000 + 2 * 86_400)).toBe("2 days ago");
  });

  test("large counts are short", () => {
    expect(count(1234)).toBe("1,234");
    expect(count(12_345)).toBe("12.3K");
  });
});
