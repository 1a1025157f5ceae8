import { backend } from "@/lib/backend";

/** A place for models, in a folder or a bucket. */
export interface Root {
  name: string;
  path: string;
  bucket: boolean;
  default: boolean;
  layout?: string | null;
  priority: number;
  read_only: boolean;
  min_free: number;
  types: readonly string[];
  templates: Readonly<Record<string, string>>;
  after_download?: string | null;
  endpoint?: string | null;
  region?: string | null;
  profile?: string | null;
}

export interface Layout {
  id: string;
  name: string;
  folders: readonly string[];
}

export interface Roots {
  roots: readonly Root[];
  layouts: readonly Layout[];
  layout: string;
  models_folder?: string | null;
}

/** What is to change of a place; what is left out stays, an empty text takes it away. */
export type RootWish = Partial<Omit<Root, "name" | "bucket" | "default">>;

export interface RootPreview {
  layout: string;
  models_folder: string;
  folders: readonly {
    kind: string;
    path: string;
    exists: boolean;
    types: readonly string[];
    reason?: string | null;
  }[];
}

const ROOTS = "/api/settings/roots";

export const rootsQuery = {
  queryKey: ["settings", "roots"],
  queryFn: () => backend.makeRequestPublic<Roots>(ROOTS),
};

export const putRoot = (name: string, wish: RootWish): Promise<Roots> =>
  backend.makeRequestPublic(`${ROOTS}/${encodeURIComponent(name)}`, { method: "PUT", body: JSON.stringify(wish) });

export const deleteRoot = (name: string): Promise<Roots> =>
  backend.makeRequestPublic(`${ROOTS}/${encodeURIComponent(name)}`, { method: "DELETE" });

/** What would go where in a folder. */
export const previewQuery = (root: string, layout: string) => ({
  queryKey: ["settings", "roots", "preview", root, layout],
  queryFn: () =>
    backend.makeRequestPublic<RootPreview>(
      `${ROOTS}/preview?${new URLSearchParams({ root, ...(layout ? { layout } : {}) })}`,
    ),
  retry: false,
});

/** A name for a folder that no other place has: `comfyui`, `comfyui-2`. */
export function freeName(wanted: string, roots: readonly Root[]): string {
  const base =
    wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "models";
  const taken = new Set(roots.map((root) => root.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
