import type { Page } from "@playwright/test";

/** What a way through all cards was like. */
export interface Scrolled {
  /** Milliseconds of each frame. */
  frames: number[];
  /** Of the cards in sight while the wheel turned, how many of a hundred had no model yet. */
  waiting: number;
  /** How many different pictures were on the screen, whole. */
  pictures: number;
  /** Milliseconds from the end of the way until every card in sight has its model. */
  settled: number;
}

/** Scrolls as a quick wheel does for five seconds, then as one who drags the bar through all the rest in seven. */
export function scrollThrough(page: Page): Promise<Scrolled> {
  return page.evaluate(async () => {
    const WHEEL = 5000;
    const DRAG = 7000;
    // Pixels in a millisecond.
    const SPEED = 3;
    const frames: number[] = [];
    const pictures = new Set<string>();
    let seen = 0;
    let waited = 0;
    const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
    const isInSight = (element: Element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    const cells = () => [...document.querySelectorAll("[role=gridcell]")].filter(isInSight);
    const isWaiting = (cell: Element) => !cell.querySelector("article");
    const count = () => {
      const now = cells();
      seen += now.length;
      waited += now.filter(isWaiting).length;
      for (const cell of now) {
        const picture = cell.querySelector("img");
        if (picture?.complete && picture.naturalWidth > 0) pictures.add(picture.src);
      }
    };

    const begin = await frame();
    let last = begin;
    let from = 0;
    while (last - begin < WHEEL + DRAG) {
      const now = await frame();
      const step = now - last;
      last = now;
      frames.push(step);
      const gone = now - begin;
      if (gone < WHEEL) {
        scrollBy(0, SPEED * step);
        from = scrollY;
        // To look costs time of the frame.
        if (frames.length % 10 === 0) count();
      } else {
        const end = document.documentElement.scrollHeight - innerHeight;
        scrollTo(0, from + (end - from) * Math.min(1, (gone - WHEEL) / DRAG));
      }
    }
    const stopped = performance.now();
    while (cells().length === 0 || cells().some(isWaiting)) await frame();
    return {
      frames: frames.slice(2),
      waiting: (100 * waited) / Math.max(1, seen),
      pictures: pictures.size,
      settled: performance.now() - stopped,
    };
  });
}
