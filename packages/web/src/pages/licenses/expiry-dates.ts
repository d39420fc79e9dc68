/* Days of the viewer's calendar, and the moments that stand for them. */

/** The day of a moment in the viewer's time zone, as the calendar takes it: `2027-11-24`. */
export function calendarDayOf(iso: string): string {
  const date = new Date(iso);
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

/** A day of the calendar at the time of day of another moment. @param day `2027-11-24` */
export function atTimeOf(day: string, iso: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const moment = new Date(iso);
  moment.setFullYear(year, month - 1, date);
  return moment.toISOString();
}

/** The last second of a day. */
export function endOfDay(day: Date): string {
  const moment = new Date(day);
  moment.setHours(23, 59, 59, 0);
  return moment.toISOString();
}

/** So many calendar months later: 31 January + 1 month is the last day of February. */
export function afterMonths(iso: string, months: number): string {
  const moment = new Date(iso);
  const day = moment.getDate();
  moment.setDate(1);
  moment.setMonth(moment.getMonth() + months);
  const last = new Date(moment.getFullYear(), moment.getMonth() + 1, 0).getDate();
  moment.setDate(Math.min(day, last));
  return moment.toISOString();
}
