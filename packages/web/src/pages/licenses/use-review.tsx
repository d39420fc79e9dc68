import { type ReactNode, useState } from "react";
import type { Customer, License } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { useLastEvent } from "#data/last-event.ts";
import { distanceOf } from "#data/moments.ts";
import type { Problem } from "#data/problem.ts";
import { deedOf } from "#pages/licenses/words.ts";
import { nameOfActor } from "#parts/event-words.tsx";
import { endingOf } from "#parts/key-field.tsx";
import { capital } from "#parts/measure-words.ts";
import { Note } from "#parts/note.tsx";
import { useNow } from "#parts/use-now.ts";
import { useOpening } from "#parts/use-opening.ts";

/** What every dialog of a license gets. */
export interface LicenseDialogProps {
  /** As it is now: it moves on under the dialog when somebody else changes it. */
  readonly license: Tagged<License>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface Review {
  /** The license as it was when the dialog opened. */
  readonly before: License;
  /** Whether somebody has changed it since. */
  readonly isChanged: boolean;
  /** Who that was; null while it is not known. */
  readonly who: string | null;
  /** When, ISO 8601; null while it is not known. */
  readonly at: string | null;
  /** What the dialog says about it; null when nothing was changed. */
  readonly note: ReactNode;
  /** What else was refused. That it was changed elsewhere is said by the note. */
  readonly problem: Problem | null;
}

/**
 * Tells a dialog that somebody else changed the license while it was open, whether the page noticed it by itself or the
 * server refused to save. What is sent then carries the tag of the state that is shown.
 */
export function useReview(
  license: Tagged<License>,
  opened: boolean,
  { isPending, isSuccess, error }: { isPending: boolean; isSuccess: boolean; error: Problem | null },
): Review {
  const [before, setBefore] = useState(license);
  useOpening(opened, () => setBefore(license));
  const now = useNow();
  // Our own save makes a new state, too.
  const isChanged = opened && before.etag !== license.etag && !isPending && !isSuccess;
  const { data: event } = useLastEvent({ license: license.id, type: "license" }, license.etag, isChanged);
  const who = event ? nameOfActor(event.actor) : null;
  return {
    before,
    isChanged,
    who,
    at: event?.at ?? null,
    note: isChanged && (
      <Note tone="elsewhere" role="alert">
        {event ? (
          <b>
            {capital(distanceOf(event.at, now))}, {who} {deedOf(event)}.
          </b>
        ) : (
          <b>Somebody changed this license a moment ago.</b>
        )}{" "}
        Nothing of yours is saved yet.
      </Note>
    ),
    problem: error?.isChangedElsewhere && isChanged ? null : error,
  };
}

/** To whom a dialog does something: "Ines Duarte, key ending C5NPG". */
export function AboutKey({ customer, ending }: { customer: Pick<Customer, "name" | "email">; ending: string }) {
  return (
    <>
      {customer.name ?? customer.email}, key ending <span className="mono">{ending}</span>
    </>
  );
}

export function AboutLicense({ license: { customer, licenseKey } }: { license: License }) {
  return <AboutKey customer={customer} ending={endingOf(licenseKey)} />;
}
