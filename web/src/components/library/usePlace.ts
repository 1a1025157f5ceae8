import { type RefObject, useLayoutEffect, useState } from "react";

/** How wide an element is, and where on the page it begins. */
export function usePlace(element: RefObject<HTMLElement | null>): { width: number; top: number } {
  const [place, setPlace] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (!box) return;
      const next = { width: Math.round(box.width), top: Math.round(box.top + window.scrollY) };
      setPlace((old) => (old.width === next.width && old.top === next.top ? old : next));
    };
    measure();
    // What stands above grows and shrinks too: the page's own size tells of that.
    const observer = new ResizeObserver(measure);
    if (element.current) observer.observe(element.current);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return place;
}
