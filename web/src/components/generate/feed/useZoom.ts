import { type PointerEvent, useCallback, useRef, useState, type WheelEvent } from "react";

/** How large something is shown, and where. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 8;
const STEP = 1.4;

/** Zooms by keys, wheel and two fingers, and moves by dragging; nothing is smaller than whole. */
export function useZoom() {
  const [view, setView] = useState(WHOLE);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const spread = useRef<number | undefined>(undefined);

  const zoom = useCallback((by: number) => {
    setView((old) => {
      const scale = Math.min(MOST, Math.max(1, old.scale * by));
      return scale === 1 ? WHOLE : { scale, x: (old.x * scale) / old.scale, y: (old.y * scale) / old.scale };
    });
  }, []);
  const move = useCallback((x: number, y: number) => {
    setView((old) => (old.scale === 1 ? old : { ...old, x: old.x + x, y: old.y + y }));
  }, []);

  return {
    view,
    closer: useCallback(() => zoom(STEP), [zoom]),
    farther: useCallback(() => zoom(1 / STEP), [zoom]),
    whole: useCallback(() => setView(WHOLE), []),
    move,
    handlers: {
      onWheel: (event: WheelEvent) => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15),
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        spread.current = undefined;
      },
      onPointerMove: (event: PointerEvent) => {
        const before = fingers.current.get(event.pointerId);
        if (!before) return;
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        const [one, other] = [...fingers.current.values()];
        if (one && other) {
          const now = Math.hypot(one.x - other.x, one.y - other.y);
          if (spread.current) zoom(now / spread.current);
          spread.current = now;
        } else move(event.clientX - before.x, event.clientY - before.y);
      },
      onPointerUp: (event: PointerEvent) => {
        fingers.current.delete(event.pointerId);
        spread.current = undefined;
      },
      onPointerCancel: (event: PointerEvent) => {
        fingers.current.delete(event.pointerId);
        spread.current = undefined;
      },
    },
  };
}
