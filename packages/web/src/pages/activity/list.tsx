import { IconActivity, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Event } from "#data/api.gen.ts";
import { useCustomer } from "#data/customers.ts";
import { type EventFilters, useEvents } from "#data/events.ts";
import { useLicense } from "#data/licenses.ts";
import type { List } from "#data/list.ts";
import { dayNameOf, zoneOf } from "#data/moments.ts";
import { useOrder } from "#data/orders.ts";
import { useProducts } from "#data/products.ts";
import { FindSubject } from "#pages/activity/find-subject.tsx";
import { Button } from "#parts/button.tsx";
import { ShowMore } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { EventDetails } from "#parts/event-details.tsx";
import { lineOf } from "#parts/event-line.tsx";
import { ACTS } from "#parts/event-words.tsx";
import { type Filter, FilterChips } from "#parts/filter-chips.tsx";
import { endingOf } from "#parts/key-field.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { Timeline } from "#parts/timeline.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { useNow } from "#parts/use-now.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const WHEN: Filter<"when"> = {
  name: "when",
  label: "When",
  options: [
    { value: "1d", label: "Last 24\u00a0hours" },
    { value: "7d", label: "Last 7\u00a0days" },
    { value: "30d", label: "Last 30\u00a0days" },
    { value: "365d", label: "Last 12\u00a0months" },
  ],
};

const WHAT: Filter<"type"> = {
  name: "type",
  label: "What",
  options: [
    { value: "activation", label: "All about activations" },
    { value: "license", label: "All about licenses" },
    { value: "order", label: "All about orders" },
    { value: "user", label: "All about accounts" },
    ...Object.entries(ACTS)
      .filter(([type]) => type !== "order.placed")
      .map(([value, label]) => ({ value, label })),
  ],
};

const WHO: Filter<"actor"> = {
  name: "actor",
  label: "Who",
  options: [
    { value: "user", label: "People" },
    { value: "token", label: "Tokens" },
    { value: "application", label: "Applications" },
    { value: "provider", label: "Payment provider" },
    { value: "operator", label: "Operator" },
  ],
};

const SUBJECTS = ["license", "order", "customer"] as const;
const NAMES = ["when", "type", "actor", "product", ...SUBJECTS] as const;
type Narrowing = Record<(typeof NAMES)[number], string>;

/** What happened in this installation, by day, the newest first. */
export function Page() {
  const { filters, set, isNarrowed } = useFilters(NAMES);
  const list = useEvents(queryOf(filters, useNow()));
  const products = useProducts();
  const subject = useSubject(filters);
  const { items, fresh, show } = useHeldBack(list.items, JSON.stringify(filters));
  const clear = () => set(Object.fromEntries(NAMES.map((name) => [name, ""])));
  return (
    <>
      <PageHeader title="Activity" />
      <search className="tools">
        <FindSubject onFound={(kind, id) => set({ license: "", order: "", customer: "", [kind]: id })} />
        <FilterChips
          values={filters}
          onChange={set}
          filters={[
            WHEN,
            WHAT,
            WHO,
            {
              name: "product",
              label: "Product",
              options: products.items.map(({ id, name }) => ({ value: id, label: name })),
            },
            ...subject,
          ]}
        />
      </search>
      <div role="status">
        {fresh > 0 && (
          <div className="live">
            <p className="wait">
              <span className="pulse" />
              {fresh} new since you opened this page
            </p>
            <Button size="sm" onClick={show}>
              Show
            </Button>
          </div>
        )}
      </div>
      <Days list={{ ...list, items }} isNarrowed={isNarrowed} onClear={clear} />
    </>
  );
}

/** The one thing that the record is narrowed to: found by the search, or where another page led here from. */
function useSubject(filters: Narrowing): Filter<"license" | "order" | "customer">[] {
  const license = useLicense(filters.license).data;
  const order = useOrder(filters.order).data;
  const customer = useCustomer(filters.customer).data;
  const told = {
    license: license && `…${endingOf(license.licenseKey)}`,
    order: order && String(order.number),
    customer: customer && (customer.name ?? customer.email),
  };
  const labels = { license: "License", order: "Order", customer: "Customer" };
  return SUBJECTS.filter((name) => filters[name] !== "").map((name) => ({
    name,
    label: labels[name],
    options: [],
    told: told[name] ?? "one alone",
  }));
}

function queryOf({ when, type, actor, ...about }: Narrowing, now: number): EventFilters {
  const days = Number(/^(\d{1,4})d$/.exec(when)?.[1] ?? 0);
  const set = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== ""));
  return {
    ...set,
    ...(type && { type: type as NonNullable<EventFilters["type"]> }),
    ...(actor && { actor: actor as NonNullable<EventFilters["actor"]> }),
    // To the hour: the same question for as long as nobody can tell the difference.
    ...(days > 0 && { from: new Date(Math.floor(now / HOUR_MS) * HOUR_MS - days * DAY_MS).toISOString() }),
  };
}

/**
 * What happened since the page was opened waits until it is asked for, so that nothing moves under the eyes of whoever
 * reads. @param question what the list answers: another one begins anew
 */
function useHeldBack(items: readonly Event[], question: string) {
  const [seen, setSeen] = useState<{ question: string; newest: string } | null>(null);
  const newest = items[0]?.id;
  useEffect(() => {
    if (newest !== undefined && seen?.question !== question) setSeen({ question, newest });
  }, [newest, question, seen]);
  const place = seen?.question === question ? items.findIndex(({ id }) => id === seen.newest) : 0;
  const fresh = Math.max(place, 0);
  return {
    items: items.slice(fresh),
    fresh,
    show: () => newest !== undefined && setSeen({ question, newest }),
  };
}

function Days({ list, isNarrowed, onClear }: { list: List<Event>; isNarrowed: boolean; onClear: () => void }) {
  const now = useNow();
  if (list.problem !== null && list.items.length === 0)
    return <ProblemState problem={list.problem} again={list.again} />;
  if (list.isPending) return <LinesPending />;
  if (list.items.length === 0)
    return (
      <div className="card found-none">
        {isNarrowed ? (
          <EmptyState
            icon={IconSearch}
            title="Nothing of this kind happened"
            actions={<Button onClick={onClear}>Clear filters</Button>}
          >
            Nothing in the record fits these filters. Take one of them away to see more.
          </EmptyState>
        ) : (
          <EmptyState icon={IconActivity} title="Nothing has happened yet">
            Every order, key and activation is written here, with who did it.
          </EmptyState>
        )}
      </div>
    );
  return (
    <>
      {daysOf(list.items, now).map(({ name, date, events }, place) => (
        <section key={name} className="section" aria-label={name}>
          <div className="section-h">
            <h2>
              {name} {date !== null && <span className="count">{date}</span>}
            </h2>
            {place === 0 && <p>Times in {zoneOf(new Date(now))}</p>}
          </div>
          <Timeline
            inDay
            happenings={events.map((event) => ({ ...lineOf(event), details: <EventDetails event={event} /> }))}
          />
        </section>
      ))}
      <ShowMore list={list} order="Newest first" />
    </>
  );
}

function daysOf(events: readonly Event[], now: number) {
  const days: { name: string; date: string | null; events: Event[] }[] = [];
  for (const event of events) {
    const day = dayNameOf(event.at, now);
    if (days.at(-1)?.name === day.name) days.at(-1)?.events.push(event);
    else days.push({ ...day, events: [event] });
  }
  return days;
}

function LinesPending() {
  return (
    <section className="section skels" aria-busy="true" aria-label="Loading">
      <ol className="timeline">
        {[320, 240, 280, 200, 300].map((width) => (
          <li key={width}>
            <span className="dot" />
            <div>
              <p>
                <Skeleton width={`min(${width}px, 80%)`} />
              </p>
              <p>
                <Skeleton width={120} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
