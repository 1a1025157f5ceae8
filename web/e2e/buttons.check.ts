import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buttonsFolder, root } from "./harness/places";
import type { Buttons } from "./harness/watch";
import { mostNotPressed } from "./not-pressed";

const notesOf = (): Buttons[] => {
  const notes = readdirSync(buttonsFolder).map(
    (name) => JSON.parse(readFileSync(join(buttonsFolder, name), "utf8")) as Buttons,
  );
  expect(notes.length, "no run of the pages has told its buttons").toBeGreaterThan(0);
  return notes;
};

test("no page and no matter of the settings is there that no test opens", () => {
  const visited = [...new Set(notesOf().flatMap((note) => note.visited ?? []))];
  const routes = [
    ...wordsOf("app/router.tsx", /\bat\("([^"]+)"/g),
    ...wordsOf("pages/settings/tabs.ts", /\btab\("([^"]+)"/g).map((id) => `/settings/${id}`),
  ];
  expect(routes.length).toBeGreaterThan(20);
  const left = routes.filter((route) => {
    // "$tab" is any word.
    const address = new RegExp(`^${route.replace(/\$\w+/g, "[^/]+")}$`);
    return !visited.some((page) => address.test(page));
  });
  expect(left, "pages that no test opens").toEqual([]);
});

/** What the page's own source names. */
const wordsOf = (file: string, form: RegExp): string[] =>
  [...readFileSync(join(root, "web/src", file), "utf8").matchAll(form)].map(([, word]) => word ?? "");

// Pages are other routes of the same button in the shell; a name without the page would hide one that differs.
test("no button is added that no test presses", () => {
  const notes = notesOf();
  const pressed = new Set(notes.flatMap((note) => note.pressed));
  const pressedAnywhere = new Set([...pressed].map(nameOf));
  const seen = [...new Set(notes.flatMap((note) => note.seen))].sort();
  const left = seen.filter((name) => !pressed.has(name) && !(isShell(name) && pressedAnywhere.has(nameOf(name))));
  console.log(`buttons: ${seen.length} seen, ${seen.length - left.length} pressed`);
  for (const name of left) console.log(`not pressed: ${name}`);
  // It only ever gets lower. Names of models and files in a button make some of them come and go.
  expect(left.length, "more buttons than before that no test presses: press the new ones").toBeLessThanOrEqual(
    mostNotPressed,
  );
});

const nameOf = (place: string): string => place.slice(place.indexOf(": ") + 2);
// What stands around every page is pressed on one of them.
const SHELL =
  /^(Notifications: # unseen|Light or dark|Menu|Running work: #|Sign out|Mark all as seen|Mark as seen|Ended work: #|Close what ended|(Log of|Pause|Go on with|Cancel|Run) (Indexing|Verifying|Converting|Importing|Refreshing|Looking|Updating).*|Notify me on the desktop as well|Undo|Close|Cancel|Try again|Show.*)$/;
const isShell = (place: string): boolean => SHELL.test(nameOf(place));
