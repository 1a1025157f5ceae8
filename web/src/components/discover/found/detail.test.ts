import { expect, test } from "vitest";
import { type FoundDetail, placeOf, plainText, versionOf } from "./detail";
import { byWorth, offeredFiles } from "./order";

const named = (rest: object) => ({ kind: "model", reference: "4201", ...rest }) as never;
const detail = { versions: [{ id: "2" }, { id: "1" }] } as unknown as FoundDetail;

test("the version is the chosen one, else that of the reference, else the newest; never another one in silence", () => {
  expect(versionOf(detail, "1", named({ version_id: 2 }))?.id).toBe("1");
  expect(versionOf(detail, undefined, named({ version_id: 1 }))?.id).toBe("1");
  expect(versionOf(detail, undefined, named({}))?.id).toBe("2");
  expect(versionOf(detail, "7", named({}))).toBeUndefined();
});

test("details are asked of the source that a reference names", () => {
  expect(placeOf(named({ model_id: 4201 }))).toEqual({ source: "civitai", id: "4201" });
  expect(placeOf(named({ kind: "huggingface", repo: "a/b" }))).toEqual({ source: "huggingface", id: "a/b" });
  expect(placeOf(named({ kind: "hash", hash: "abc" }))).toBeUndefined();
});

test("of a stranger's markup only the words are left", () => {
  expect(plainText("<p>Use <b>V6</b>.</p><script>alert(1)</script><p>Enjoy &amp; share<br>it</p>")).toBe(
    "Use V6.\nEnjoy & share\nit",
  );
});

test("a planned file is chosen by its number at Civitai and by its path at Hugging Face", () => {
  const files = offeredFiles([
    { reference: "r", state: "planned", file: "a.json", url: "http://h/o/r/resolve/c0ffee/unet/a%20b.json" },
    { reference: "r", state: "already_present", file: "b.gguf", path: "/m/b.gguf", url: "http://c/api/1?fileId=7" },
    { reference: "r", state: "failed" },
  ] as never);

  expect(files.map(({ choice }) => choice)).toEqual([{ file: "unet/a b.json" }, { file_id: 7 }]);
  expect(byWorth(files).map(({ present }) => present)).toEqual(["/m/b.gguf", undefined]);
});
