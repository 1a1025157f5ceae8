const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** `6.46 GiB`; an en dash for what nobody knows. */
export function bytes(count: number | null | undefined): string {
  if (count === null || count === undefined || count < 0) return "–";
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ${UNITS[unit]}`;
}

/** `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** A time of the server (seconds since 1970) as date and time here. */
export function moment(seconds: number | null | undefined): string {
  if (!seconds) return "–";
  return new Date(seconds * 1000).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** `3 minutes ago`. */
export function ago(seconds: number | null | undefined, now: number = Date.now() / 1000): string {
  if (!seconds) return "–";
  const past = Math.round(now - seconds);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const)
    if (Math.abs(past) >= size) return words.format(-Math.round(past / size), unit);
  return words.format(-past, "second");
}

/** `1,234`, `12.3k`, `4.5M`. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined
    ? "–"
    : new Intl.NumberFormat("en", value < 10_000 ? {} : { notation: "compact", maximumFractionDigits: 1 }).format(
        value,
      );
}
