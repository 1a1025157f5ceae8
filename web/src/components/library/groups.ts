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

/** All models of one provider, one after the other. */
export interface Section {
  provider: string;
  /** The place of the first one in what was found. */
  from: number;
  count: number;
}

/** A section with the cards that it shows. */
export interface ShownSection extends Section {
  /** The first of its cards. */
  at: number;
  /** How many; none when it is closed. */
  shown: number;
}

/** Where what was found goes from one provider to the next. */
export function sectionsOf(found: readonly IndexEntry[]): Section[] {
  const sections: Section[] = [];
  for (let place = 0; place < found.length; place++) {
    const { provider } = found[place] as IndexEntry;
    const last = sections.at(-1);
    if (last && last.provider === provider) last.count++;
    else sections.push({ provider, from: place, count: 1 });
  }
  return sections;
}

/** The same with the cards of those that are not closed. */
export function shownOf(sections: readonly Section[], closed: ReadonlySet<string>): ShownSection[] {
  let at = 0;
  return sections.map((section) => {
    const shown = closed.has(section.provider) ? 0 : section.count;
    at += shown;
    return { ...section, at: at - shown, shown };
  });
}

/** What stands in one line of the list: a heading, or cards. */
export interface Row {
  heading?: ShownSection;
  from: number;
  to: number;
}

export interface Rows {
  count: number;
  row: (at: number) => Row;
  /** The line of a card. */
  of: (card: number) => number;
}

/** The lines of cards side by side; each section begins with a heading of its own. */
export function rowsOf(count: number, columns: number, sections: readonly ShownSection[] | undefined): Rows {
  if (!sections)
    return {
      count: Math.ceil(count / columns),
      row: (at) => ({ from: at * columns, to: Math.min(count, (at + 1) * columns) }),
      of: (card) => Math.floor(card / columns),
    };
  let next = 0;
  const parts = sections.map((section) => {
    const first = next;
    next += 1 + Math.ceil(section.shown / columns);
    return { section, first };
  });
  return {
    count: next,
    row: (at) => {
      const part = parts.findLast(({ first }) => first <= at);
      if (!part) return { from: 0, to: 0 };
      const { section, first } = part;
      if (at === first) return { heading: section, from: section.at, to: section.at };
      const from = section.at + (at - first - 1) * columns;
      return { from, to: Math.min(section.at + section.shown, from + columns) };
    },
    of: (card) => {
      const part = parts.findLast(({ section }) => section.shown > 0 && section.at <= card);
      return part ? part.first + 1 + Math.floor((card - part.section.at) / columns) : 0;
    },
  };
}
