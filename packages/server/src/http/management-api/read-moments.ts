import { isRefusal, type Refusal, refuseField } from "#domain/refusal.ts";

/** The schema has looked at the form of a date; only the calendar can tell whether there is such a day. */
export function readMoment(field: string, text: string): Temporal.Instant | Refusal {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if (error instanceof RangeError) return refuseField(field, "Must be a date and time such as 2027-08-30T12:00:00Z.");
    throw error;
  }
}

/** Reads those of the dates that were given. */
export function readMoments<Field extends string>(
  texts: Readonly<Record<Field, string | undefined>>,
): Partial<Record<Field, Temporal.Instant>> | Refusal {
  const moments: Partial<Record<Field, Temporal.Instant>> = {};
  for (const field of Object.keys(texts) as Field[]) {
    const text = texts[field];
    if (text === undefined) continue;
    const moment = readMoment(field, text);
    if (isRefusal(moment)) return moment;
    moments[field] = moment;
  }
  return moments;
}
