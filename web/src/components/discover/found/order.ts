import type { Doc } from "@/api/client";
import type { FoundVersion } from "./detail";

export type PlannedItem = Doc<"PlannedItem">;

/** Where and as what a model is to be stored; what is left out the server decides. */
export interface PlaceWishes {
  root?: string;
  type?: string;
  template?: string;
  filename?: string;
  folder?: string;
}

/** A wish in the words of a download. */
export type Order = Omit<Partial<Doc<"DownloadOrder">>, "reference"> & { reference: string };

/** One file of a model as its plan tells it, and the words that choose it. */
export interface OfferedFile {
  /** Its word in the address of the page. */
  key: string;
  name: string;
  size?: number | null;
  sha256?: string | null;
  /** Where it is, when it is here; true when only that is known. */
  present?: string | true;
  /** Format, precision and the like, in the source's words. */
  facts?: string;
  /** What the source's scanners say against it. */
  danger?: string | null;
  choice: Pick<Partial<Doc<"DownloadOrder">>, "file_id" | "file">;
}

/** The files of a plan of all files. */
export function offeredFiles(items: readonly PlannedItem[]): OfferedFile[] {
  return items
    .filter((item) => item.file)
    .map((item) => {
      const choice = choiceOf(item);
      return {
        key: String(choice.file_id ?? choice.file),
        name: choice.file ?? item.file ?? "",
        size: item.size,
        sha256: item.sha256,
        present: item.state === "already_present" ? (item.path ?? undefined) : undefined,
        choice,
      };
    });
}

/** The files of a version as its source tells them. */
export function filesOfVersion(source: string, version: FoundVersion): OfferedFile[] {
  return version.files.map((file) => ({
    key: file.id,
    name: source === "civitai" ? file.name : file.id,
    size: file.size_bytes,
    sha256: file.sha256,
    present: file.in_library || undefined,
    facts: [file.type, file.format, file.precision].filter(Boolean).join(" · "),
    danger: file.danger,
    choice: source === "civitai" ? { file_id: Number(file.id) } : { file: file.id },
  }));
}

// A file's address at Civitai ends with its number; at Hugging Face it holds its path behind the commit.
function choiceOf(item: PlannedItem): OfferedFile["choice"] {
  const url = item.url ?? "";
  const number = /[?&]fileId=(\d+)/.exec(url)?.[1];
  if (number) return { file_id: Number(number) };
  const path = /\/resolve\/[^/]+\/([^?#]+)/.exec(url)?.[1];
  return { file: path ? decodeURIComponent(path) : (item.file ?? undefined) };
}

const WEIGHTS = /\.(safetensors|gguf|ckpt|pt|pth|bin|onnx|zip|7z|sft|msgpack)$/i;

/** Files of weights before those that only belong to them. */
export function byWorth(files: readonly OfferedFile[]): OfferedFile[] {
  return [...files].sort((one, other) => Number(WEIGHTS.test(other.name)) - Number(WEIGHTS.test(one.name)));
}

/** The words of a wish without those that say nothing. */
export function clean(wishes: PlaceWishes): PlaceWishes {
  return Object.fromEntries(
    Object.entries(wishes)
      .map(([name, value]) => [name, (value as string | undefined)?.trim()])
      .filter(([, value]) => value),
  );
}
