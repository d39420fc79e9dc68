/* Times in words: relative first, exact in the viewer's time zone, UTC beside it. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A date without a line break in it: `24 Nov 2027`. */
export function dateOf(iso: string): string {
  const date = new Date(iso);
  return `${dayOf(date)}\u00a0${date.getFullYear()}`;
}

/** Without the year when it is this one: `24 Nov`. */
export function shortDateOf(iso: string, now: number): string {
  const date = new Date(iso);
  return date.getFullYear() === new Date(now).getFullYear() ? dayOf(date) : dateOf(iso);
}

/** `14:38`, in the viewer's time zone. */
export function timeOf(iso: string): string {
  const date = new Date(iso);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** As a list of events shows it: `Today, 10:20`, `Yesterday, 17:48`, `20 Nov, 18:02`, `24 Nov 2025, 09:12`. */
export function dayAndTimeOf(iso: string, now: number): string {
  const days = calendarDaysBetween(new Date(iso), new Date(now));
  const day = days === 0 ? "Today" : days === 1 ? "Yesterday" : shortDateOf(iso, now);
  return `${day}, ${timeOf(iso)}`;
}

/** A day as a heading: `Today`, `Yesterday`, and else its date alone. `date` is told beside the first two. */
export function dayNameOf(iso: string, now: number): { name: string; date: string | null } {
  const days = calendarDaysBetween(new Date(iso), new Date(now));
  const date = shortDateOf(iso, now);
  if (days === 0) return { name: "Today", date };
  return days === 1 ? { name: "Yesterday", date } : { name: date, date: null };
}

/** How far a clock may be behind before it is told: the page's own ticks twice a minute. */
const BEHIND = MINUTE / 2;

/** How far away: `just now`, `2 minutes ago`, `yesterday`, `in 8 days`, `in 12 months`, `2 years ago`. */
export function distanceOf(iso: string, now: number): string {
  const moment = new Date(iso);
  const past = moment.getTime() <= now + BEHIND;
  const distance = Math.abs(moment.getTime() - now);
  if (distance < MINUTE) return past ? "just now" : "in a moment";
  if (distance < HOUR) return said(Math.floor(distance / MINUTE), "minute", past);
  if (distance < 12 * HOUR) return said(Math.floor(distance / HOUR), "hour", past);
  const days = Math.abs(calendarDaysBetween(moment, new Date(now)));
  if (days === 0) return said(Math.floor(distance / HOUR), "hour", past);
  if (days === 1) return past ? "yesterday" : "tomorrow";
  // A whole calendar year is twelve months, as people count the life of a license.
  const months = calendarMonthsBetween(past ? moment : new Date(now), past ? new Date(now) : moment);
  if (months < 2) return said(days, "day", past);
  if (months < 24) return said(months, "month", past);
  return said(Math.floor(months / 12), "year", past);
}

/** What a pointer finds on a time: exact here and in UTC. */
export function exactOf(iso: string): string {
  const date = new Date(iso);
  const here = `${dateOf(iso)}, ${timeOf(iso)}:${two(date.getSeconds())} ${zoneOf(date)}`.replaceAll("\u00a0", " ");
  return `${here}\n${iso.replace("T", " ").replace(/(\.\d+)?Z$/, "")} UTC`;
}

/** The viewer's time zone: `Lisbon, UTC+0`. */
export function zoneOf(date: Date): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const place = name.split("/").pop()?.replaceAll("_", " ") ?? name;
  const minutes = -date.getTimezoneOffset();
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const offset = `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${two(rest)}`}`;
  return place === "UTC" ? "UTC" : `${place}, ${offset}`;
}

function dayOf(date: Date): string {
  return `${date.getDate()}\u00a0${MONTHS[date.getMonth()]}`;
}

function said(count: number, unit: string, past: boolean): string {
  const many = `${count}\u00a0${unit}${count === 1 ? "" : "s"}`;
  return past ? `${many} ago` : `in ${many}`;
}

function calendarDaysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

function calendarMonthsBetween(from: Date, to: Date): number {
  const months = (to.getFullYear() - from.getFullYear()) * 12 + to.getMonth() - from.getMonth();
  return to.getDate() < from.getDate() ? months - 1 : months;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
