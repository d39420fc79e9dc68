import type { Event } from "#data/api.gen.ts";
import { exactOf } from "#data/moments.ts";
import { Metadata } from "#parts/metadata.tsx";

/** Everything that an event holds, as it is recorded: for whoever looks for a cause, or works with the API. */
export function EventDetails({ event: { id, at, type, actor, about, data } }: { event: Event }) {
  const ids = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null));
  return (
    <Metadata
      metadata={{
        type,
        at: exactOf(at).split("\n")[1] ?? at,
        actor: actor.id === null ? actor.kind : `${actor.kind} ${actor.id}`,
        ...data,
        ...ids,
        event: id,
      }}
    />
  );
}
