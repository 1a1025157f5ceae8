import type { BrowserContext } from "@playwright/test";

/** What a test saw and pressed: `page address: name of the button`, and where. */
export interface Buttons {
  seen: string[];
  pressed: string[];
  /** Addresses of the pages that were on the screen. */
  visited: string[];
}

/** Notes the pages that a browser shows, each button that comes there, and each that is pressed, by keyboard or pointer. */
export async function watchButtons(context: BrowserContext): Promise<() => Promise<Buttons>> {
  const seen = new Set<string>();
  const pressed = new Set<string>();
  const visited = new Set<string>();
  await context.exposeBinding("__berrySaw", (_, names: string[]) => {
    for (const name of names) seen.add(name);
  });
  await context.exposeBinding("__berryPressed", (_, name: string) => pressed.add(name));
  await context.exposeBinding("__berryVisited", (_, address: string) => visited.add(address));
  await context.addInitScript(() => {
    const kinds =
      "button, [role=button], [role=tab], [role=menuitem], [role=switch], input[type=checkbox], input[type=radio]";
    const told = new Set<string>();
    const nameOf = (element: Element): string => {
      const labels = (element as HTMLInputElement).labels;
      const words =
        element.getAttribute("aria-label") ??
        (labels?.[0]?.textContent ||
          element.textContent ||
          element.getAttribute("title") ||
          element.getAttribute("value"));
      // Numbers and quoted names differ from run to run: one button all the same.
      const name = (words ?? "")
        .trim()
        .replace(/\s+/g, " ")
        .replace(/["“].*?["”]/g, "…")
        .replace(/\d[\d.,]*/g, "#")
        .slice(0, 60);
      const shown = document.querySelector<HTMLElement>("#main")?.dataset.page ?? location.pathname;
      // Each matter of the settings has a "Save" of its own.
      const place = shown.split("/").slice(0, 3).join("/");
      return `${place}: ${name}`;
    };
    const hooks = window as unknown as {
      __berrySaw(names: string[]): void;
      __berryPressed(name: string): void;
      __berryVisited(address: string): void;
    };
    let last: string | undefined;
    const look = () => {
      const page = document.querySelector<HTMLElement>("#main")?.dataset.page;
      if (page && page !== last) hooks.__berryVisited(page);
      last = page;
      const fresh = [...document.querySelectorAll(kinds)].map(nameOf).filter((name) => !told.has(name));
      for (const name of fresh) told.add(name);
      if (fresh.length > 0) hooks.__berrySaw([...new Set(fresh)]);
    };
    setInterval(look, 250);
    document.addEventListener(
      "click",
      (event) => {
        look();
        const button = (event.target as Element).closest?.(kinds);
        if (button) hooks.__berryPressed(nameOf(button));
      },
      true,
    );
  });
  return async () => ({ seen: [...seen, ...pressed], pressed: [...pressed], visited: [...visited] });
}
