import { dateOf, dayAndTimeOf, distanceOf, exactOf, timeOf } from "#data/moments.ts";
import { useNow } from "#parts/use-now.ts";

interface WhenProps {
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A moment as its distance, `2 minutes ago`; a pointer finds it exactly, in the viewer's time zone and in UTC. */
export function When({ at }: WhenProps) {
  return (
    <time dateTime={at} title={exactOf(at)}>
      {distanceOf(at, useNow())}
    </time>
  );
}

/** A date, `24 Nov 2027`; a pointer finds the time. */
export function OnDate({ at }: WhenProps) {
  return (
    <time dateTime={at} title={exactOf(at)} className="nowrap">
      {dateOf(at)}
    </time>
  );
}

/** `Today, 10:20`, `20 Nov, 18:02`: for lists of events. @param within a sentence: `today, 10:20` */
export function AtTime({ at, within = false }: WhenProps & { within?: boolean }) {
  const text = dayAndTimeOf(at, useNow());
  return (
    <time dateTime={at} title={exactOf(at)}>
      {within ? text.replace(/^[TY]/, (letter) => letter.toLowerCase()) : text}
    </time>
  );
}

/** `14:36`: where the day stands above. */
export function Clock({ at }: WhenProps) {
  return (
    <time dateTime={at} title={exactOf(at)}>
      {timeOf(at)}
    </time>
  );
}

/** A date with its distance below, for tables: `24 Nov 2027` / `in 12 months`. */
export function DateAndDistance({ at }: WhenProps) {
  return (
    <>
      <OnDate at={at} />
      <small>{distanceOf(at, useNow())}</small>
    </>
  );
}

/** A distance with the exact time below: `2 minutes ago` / `24 Nov 2026, 14:38`. */
export function DistanceAndTime({ at }: WhenProps) {
  return (
    <>
      <When at={at} />
      <small>{`${dateOf(at)}, ${timeOf(at)}`}</small>
    </>
  );
}
