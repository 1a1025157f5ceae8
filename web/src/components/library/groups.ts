import type { IndexEntry } from "./queries";

/** Several variants or versions of one model. */
export interface Group {
  key: string;
  /** Their places in what was found, the first one first. */
  members: number[];
}

/** One card: a model at its place, alone, as the face of a group, or as a member of an open one. */
export interface Card {
  place: number;
  group?: Group;
  isMember?: boolean;
}

// Words that tell variants of the same model apart: quantizations, precisions, parts that were left out.
const VARIANT =
  /(?<![a-z0-9])(?:i?q\d(?:[_-](?:k|0|1|xxs|xs|s|m|l|nl))*|(?:b|t)?f(?:p|loat)?(?:4|8|16|32)(?:[_-]?e\dm\d(?:fn)?)?(?:[_-]?scaled)?|int[48]|nf4|gguf|safetensors|gptq|awq|pruned|ema(?:only)?|no[_-]?ema|full|quantized|mxfp4|nvfp4)(?![a-z0-9])/gi;
// And versions: "v2", "v1.5", "V10.1".
const VERSION = /(?<![a-z0-9])v(?:ersion)?[ _-]?\d+(?:[._]\d+)*[a-z]?(?![a-z0-9])/gi;

/** What variants and versions of a model have in common. */
export function groupKey(entry: IndexEntry): string {
  if (entry.version_group) return entry.version_group;
  const name = entry.name
    .replace(VARIANT, " ")
    .replace(VERSION, " ")
    .replace(/[\s_.()[\]-]+/g, " ")
    .trim()
    .toLowerCase();
  // What is made for another base is another model, whatever it is called.
  return `${name || entry.name.toLowerCase()}|${entry.base_model ?? ""}`;
}

/** The groups of what was found, in the order of their first members. */
export function groupAll(found: readonly IndexEntry[]): Group[] {
  const groups = new Map<string, Group>();
  for (let place = 0; place < found.length; place++) {
    const key = groupKey(found[place] as IndexEntry);
    const known = groups.get(key);
    if (known) known.members.push(place);
    else groups.set(key, { key, members: [place] });
  }
  return [...groups.values()];
}

/** The cards of groups: one each, and all members of those that are open. */
export function cardsOf(groups: readonly Group[], open: ReadonlySet<string>): Card[] {
  const cards: Card[] = [];
  for (const group of groups) {
    const place = group.members[0] as number;
    if (group.members.length === 1) cards.push({ place });
    else {
      cards.push({ place, group });
      if (open.has(group.key)) for (const member of group.members) cards.push({ place: member, isMember: true });
    }
  }
  return cards;
}
