/* Days as the server counts them, in UTC: `2026-11-24`. */

/** `Fri 20 Nov`. */
export function nameOfDay(day: string): string {
  return `${said(day, { weekday: "short" })} ${shortDay(day)}`;
}

/** `20 Nov`. */
export function shortDay(day: string): string {
  return `${Number(day.slice(8))}\u00a0${said(day, { month: "short" })}`;
}

function said(day: string, format: Intl.DateTimeFormatOptions): string {
  // American English: its short months have three letters, September too.
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-US", { ...format, timeZone: "UTC" });
}
