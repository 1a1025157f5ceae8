import { useEffect, useRef, useState } from "react";

/** Calls with a file that comes by pointer or clipboard; the answer is whether one hangs over the page right now. */
export function useFiles(take: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const ended = new AbortController();
    const on = <Kind extends "dragenter" | "dragleave" | "dragover" | "drop">(
      kind: Kind,
      act: (event: DragEvent) => void,
    ) =>
      window.addEventListener(
        kind,
        (event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          // Without it the browser would leave the page for the file.
          event.preventDefault();
          act(event);
        },
        { signal: ended.signal },
      );
    const settle = (now: number) => {
      depth.current = Math.max(0, now);
      setOver(depth.current > 0);
    };
    on("dragenter", () => settle(depth.current + 1));
    on("dragleave", () => settle(depth.current - 1));
    on("dragover", (event) => {
      // The frame of the page refuses what nobody takes.
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    });
    on("drop", (event) => {
      settle(0);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    });
    window.addEventListener(
      "paste",
      (event) => {
        const file = event.clipboardData?.files[0];
        if (file && !(event.target as HTMLElement).closest("input, textarea")) take(file);
      },
      { signal: ended.signal },
    );
    return () => ended.abort();
  }, [take]);
  return isOver;
}

/** Where no part of the page takes a file, nothing becomes of it: the browser would leave the page for it. */
export function refuseFiles(): () => void {
  const ended = new AbortController();
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  for (const kind of ["dragover", "drop"] as const) window.addEventListener(kind, refuse, { signal: ended.signal });
  return () => ended.abort();
}
