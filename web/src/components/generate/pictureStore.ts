import "@/text/en/generate";
import { send } from "@/api/client";
import { t } from "@/text";
import { isObject, type Source, type Values } from "./types";

// Longer ones are made smaller: they travel in the form, and stay with the generation.
const LONGEST = 1_000_000;
const LONGEST_VIDEO = 20_000_000;
const WIDEST = 2048;
const OWN = "local:";
const isData = (url: string) => url.startsWith("data:");

const kept = new Map<string, string>();

/** A picture of the person's own, kept in the browser until it is used: a form in the local storage has no room for it. */
export async function keepPicture(file: Blob, name?: string): Promise<Source & { smaller: boolean }> {
  const isVideo = file.type.startsWith("video/");
  if (isVideo && file.size > LONGEST_VIDEO) throw new Error(t("generate.pictures.too_long"));
  const { blob, width, height, smaller } = isVideo
    ? { blob: file, width: undefined, height: undefined, smaller: false }
    : await fitting(file);
  const id = OWN + newId();
  await put(id, await asData(blob));
  return { url: id, width, height, name: name ?? (file as File).name, smaller };
}

/** Where the page shows it from. */
export async function previewOf(source: Source): Promise<string | undefined> {
  if (source.preview) return source.preview;
  if (source.url.startsWith(OWN)) return get(source.url);
  return isData(source.url) || source.url.startsWith("/api/") ? source.url : undefined;
}

/** Its bytes, to read them. */
export async function bytesOf(source: Source): Promise<Blob> {
  const address = await previewOf(source);
  if (!address) throw new Error(t("generate.read.away"));
  if (!isData(address)) return (await send(address)).blob();
  // The content security policy lets nobody fetch a data address.
  const [head = "", data = ""] = address.split(",", 2);
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;,]*)/.exec(head)?.[1] });
}

/** The form as the server takes it: kept pictures are put in, what only this page knows is left out. */
export async function filledIn(values: Values): Promise<Values> {
  return (await mapped(values, async (source) => {
    const { preview: _preview, level: _level, ...told } = source;
    if (!source.url.startsWith(OWN)) return told;
    const data = await get(source.url);
    if (!data) throw new Error(t("generate.pictures.gone", { name: source.name ?? "" }));
    return { ...told, url: data };
  })) as Values;
}

/** The other way: pictures that lie in a form are kept apart from it. */
export async function takenOut(values: Values): Promise<Values> {
  return (await mapped(values, async (source) => {
    if (!isData(source.url)) return source;
    const id = OWN + newId();
    await put(id, source.url);
    return { ...source, url: id };
  })) as Values;
}

export function newId(): string {
  // `randomUUID` is there in secure places alone, and a server at home is none.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function mapped(value: unknown, change: (source: Source) => Promise<unknown>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => mapped(one, change)));
  if (!isObject(value)) return value;
  if (typeof value.url === "string") return change(value as unknown as Source);
  const rows = await Promise.all(
    Object.entries(value).map(async ([key, one]) => [key, await mapped(one, change)] as const),
  );
  return Object.fromEntries(rows);
}

async function fitting(file: Blob) {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(t("generate.pictures.unreadable"));
  });
  const { width, height } = bitmap;
  if (file.size <= LONGEST) return { blob: file, width, height, smaller: false };
  const scale = Math.min(1, WIDEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", 0.92));
  return blob
    ? { blob, width: canvas.width, height: canvas.height, smaller: true }
    : { blob: file, width, height, smaller: false };
}

function asData(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

const NAME = "berry-generation";
const TABLE = "pictures";

function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE);
    asked.onsuccess = () => done(asked.result.transaction(TABLE, mode).objectStore(TABLE));
    asked.onerror = () => failed(asked.error);
  });
}

async function put(id: string, data: string): Promise<void> {
  kept.set(id, data);
  try {
    const rows = await table("readwrite");
    await new Promise((done, failed) => {
      const asked = rows.put(data, id);
      asked.onsuccess = done;
      asked.onerror = () => failed(asked.error);
    });
  } catch {
    // A browser that keeps nothing has it until the page is left.
  }
}

async function get(id: string): Promise<string | undefined> {
  const here = kept.get(id);
  if (here) return here;
  try {
    const rows = await table("readonly");
    return await new Promise((done) => {
      const asked = rows.get(id);
      asked.onsuccess = () => done(asked.result as string | undefined);
      asked.onerror = () => done(undefined);
    });
  } catch {
    return undefined;
  }
}
