import type { Root, RootWish } from "@/components/settings/parts/roots";

/** What a person fills in; sizes in GB, as they are written on disks. */
export interface Fields {
  name: string;
  path: string;
  layout: string;
  priority: number | string;
  read_only: boolean;
  min_free: number | string;
  types: string[];
  templates: Record<string, string>;
  after_download: string;
  endpoint: string;
  region: string;
  profile: string;
}

export const EMPTY: Fields = {
  name: "",
  path: "",
  layout: "",
  priority: 0,
  read_only: false,
  min_free: "",
  types: [],
  templates: {},
  after_download: "",
  endpoint: "",
  region: "",
  profile: "",
};

const GB = 1_000_000_000;

export function fieldsOf(root: Root): Fields {
  return {
    name: root.name,
    path: root.path,
    layout: root.layout ?? "",
    priority: root.priority,
    read_only: root.read_only,
    min_free: root.min_free ? root.min_free / GB : "",
    types: [...root.types],
    templates: { ...root.templates },
    after_download: root.after_download ?? "",
    endpoint: root.endpoint ?? "",
    region: root.region ?? "",
    profile: root.profile ?? "",
  };
}

/** An empty text takes away what was there; a bucket has none of the rules of folders. */
export function wishOf(fields: Fields): RootWish {
  const path = fields.path.trim();
  const common = { path, priority: Number(fields.priority) || 0, read_only: fields.read_only };
  return path.toLowerCase().startsWith("s3://")
    ? {
        ...common,
        endpoint: fields.endpoint.trim(),
        region: fields.region.trim(),
        profile: fields.profile.trim(),
      }
    : {
        ...common,
        layout: fields.layout,
        min_free: Math.round(Number(fields.min_free || 0) * GB),
        types: fields.types,
        templates: Object.fromEntries(Object.entries(fields.templates).filter(([, template]) => template.trim())),
        after_download: fields.after_download,
      };
}
