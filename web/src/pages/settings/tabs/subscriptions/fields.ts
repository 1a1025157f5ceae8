import type { Doc } from "@/api/client";

/** What a person fills in; sizes in GB, as they are written on disks. */
export interface Fields {
  kind: string;
  value: string;
  name: string;
  policy: string;
  types: string[];
  base_models: string[];
  nsfw: boolean;
  max_version: number | string;
  max_day: number | string;
  min_free: number | string;
  root: string;
  since: string;
}

export const EMPTY: Fields = {
  kind: "creator",
  value: "",
  name: "",
  policy: "report",
  types: [],
  base_models: [],
  nsfw: false,
  max_version: "",
  max_day: "",
  min_free: "",
  root: "",
  since: "",
};

const GB = 1_000_000_000;
const toGb = (bytes: number | null | undefined): number | string => (bytes ? bytes / GB : "");
// 0 takes a limit away.
const toBytes = (gb: number | string): number => (gb === "" ? 0 : Math.round(Number(gb) * GB));

export function fieldsOf(one: Doc<"SubscriptionDocument">): Fields {
  return {
    ...EMPTY,
    kind: one.kind,
    value: one.value,
    name: one.name,
    policy: one.policy,
    types: [...one.types],
    base_models: [...one.base_models],
    nsfw: one.nsfw,
    max_version: toGb(one.max_version_bytes),
    max_day: toGb(one.max_day_bytes),
    min_free: toGb(one.min_free_bytes),
    root: one.target.root ?? "",
  };
}

export function changeOf(fields: Fields): Doc<"SubscriptionChange"> {
  return {
    name: fields.name.trim(),
    types: fields.types,
    base_models: fields.base_models,
    nsfw: fields.nsfw,
    policy: fields.policy,
    max_version_bytes: toBytes(fields.max_version),
    max_day_bytes: toBytes(fields.max_day),
    min_free_bytes: toBytes(fields.min_free),
    ...(fields.root.trim() ? { target: { root: fields.root.trim() } } : {}),
  };
}

export function questionOf(fields: Fields): Doc<"SubscriptionQuestion"> {
  const { name, ...rest } = changeOf(fields);
  return {
    ...rest,
    kind: fields.kind,
    value: fields.value.trim(),
    ...(name ? { name } : {}),
    ...(fields.since ? { since: new Date(fields.since).getTime() / 1000 } : {}),
  };
}
