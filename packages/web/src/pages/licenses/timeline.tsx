import type { ReactNode } from "react";
import type { EventFilters } from "#data/events.ts";
import { useEvents } from "#data/events.ts";
import { ShowMore } from "#parts/data-table.tsx";
import { happeningOf } from "#parts/event-words.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Section } from "#parts/section.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { Timeline } from "#parts/timeline.tsx";

/** All that happened to one thing, and who did it. @param aside at the right of the heading */
export function TimelineSection({ about, aside }: { about: EventFilters; aside?: ReactNode }) {
  const list = useEvents(about);
  return (
    <Section title="Timeline" aside={aside}>
      {list.isPending ? (
        <div className="skels stack-f">
          <Skeleton width="50%" />
          <Skeleton width="40%" />
          <Skeleton width="45%" />
        </div>
      ) : list.problem !== null && list.items.length === 0 ? (
        <ProblemState problem={list.problem} again={list.again} />
      ) : (
        <>
          <Timeline happenings={list.items.map((event) => happeningOf(event))} />
          {list.hasMore && <ShowMore list={list} order="Newest first" />}
        </>
      )}
    </Section>
  );
}
