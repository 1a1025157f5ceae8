/** Where a key leads from a card; undefined for a key that leads nowhere. */
export function walk(
  key: string,
  from: number,
  { count, columns, page }: { count: number; columns: number; page: number },
): number | undefined {
  const steps: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
