/** A moment for people: `10 Mar 2026, 09:30 UTC`. */
export function spellMoment(moment: Temporal.Instant): string {
  return `${moment.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}
