import { IconAlertCircle, IconCheck, IconClock, IconMinus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SaleEvent } from "#data/api.gen.ts";
import { dateOf } from "#data/moments.ts";
import { type SaleEventFilters, useSaleEvents } from "#data/sales.ts";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { Icon } from "#parts/icon.tsx";
import { KeyEnding } from "#parts/key-field.tsx";
import { Section } from "#parts/section.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { AtTime } from "#parts/when.tsx";

const STATES = {
  done: { icon: IconCheck, tone: "", word: "Done" },
  needs_plan: { icon: IconAlertCircle, tone: "badge--warn", word: "Needs a plan" },
  waiting: { icon: IconClock, tone: "", word: "Waiting" },
  dismissed: { icon: IconMinus, tone: "", word: "Not ours" },
  ignored: { icon: IconMinus, tone: "", word: "Ignored" },
};

const COLUMNS: Column<SaleEvent>[] = [
  {
    name: "Event",
    at: "1 / 1",
    cell: ({ type, email }) => (
      <>
        <b title={type}>{nameOfType(type)}</b>
        {email !== null && <small className="breaks">{email}</small>}
      </>
    ),
  },
  { name: "What became of it", at: "2 / 1", cell: (event) => <Outcome event={event} /> },
  { name: "Received", at: "3 / 1", nowrap: true, cell: ({ receivedAt }) => <AtTime at={receivedAt} /> },
  { name: "State", at: "1 / 2", cell: ({ state }) => <StateBadge state={state} /> },
];

/** What payment providers have sent, the last first. @param unresolved how many sales need a plan */
export function Events({ unresolved }: { unresolved: number }) {
  const { filters, set } = useFilters(["show"]);
  const state = filters.show as keyof typeof STATES | "";
  const events = useSaleEvents(state in STATES ? ({ state } as SaleEventFilters) : {});
  return (
    <Section
      title="Last events"
      aside={
        <Segmented
          label="Show"
          size="sm"
          options={[
            { value: "", label: "All" },
            { value: "done", label: "Done" },
            {
              value: "needs_plan",
              label: <>Unresolved {unresolved > 0 && <span className="num t3">{unresolved}</span>}</>,
            },
          ]}
          value={state in STATES ? state : ""}
          onChange={(show) => set({ show })}
        />
      }
    >
      <DataTable
        label="List of events"
        boxed
        columns={COLUMNS}
        list={events}
        keyOf={({ id }) => id}
        order="Newest first"
        empty={
          <div className="card form">
            <p className="t3">{state === "" ? "Nothing has come in yet." : "There is none."}</p>
          </div>
        }
      />
      <p className="hint hint--below">Each event counts once, however often and in whatever order it is sent.</p>
    </Section>
  );
}

/** `invoice.payment_failed` as `Invoice payment failed`. */
function nameOfType(type: string): string {
  const words = type.replace(/^(checkout|customer)\.(session|subscription)/, (_, noun, what) =>
    noun === "checkout" ? "checkout" : what,
  );
  const said = words.replaceAll(/[._]/g, " ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function StateBadge({ state }: { state: SaleEvent["state"] }) {
  const { icon, tone, word } = STATES[state];
  return (
    <span className={`badge ${tone}`}>
      <Icon of={icon} />
      {word}
    </span>
  );
}

function Outcome({ event }: { event: SaleEvent }) {
  const { state, effects, order, prices } = event;
  if (state === "ignored") return <>Nothing to do</>;
  if (state === "dismissed") return <>Left alone</>;
  if (state === "waiting") return <>Kept until its purchase is told</>;
  if (state === "needs_plan")
    return prices.length === 0 ? (
      <>No plan known</>
    ) : (
      <>
        No plan known for <span className="mono breaks">{prices[0]}</span>
      </>
    );
  const said = effects.map((effect) => wordsOf(effect, event));
  if (said.length === 0)
    return order === null ? (
      <>Noted</>
    ) : (
      <>
        Noted, order <OrderLink order={order} />
      </>
    );
  return said.map((words, index) => (
    <span key={index}>
      {index > 0 && ", "}
      {words}
    </span>
  ));
}

function wordsOf({ kind, until }: SaleEvent["effects"][number], { order, license }: SaleEvent): ReactNode {
  const ofLicense = license && (
    <Link className="link" to="/licenses/$id" params={{ id: license.id }}>
      <KeyEnding ending={license.keyEnding} />
    </Link>
  );
  switch (kind) {
    case "order_placed":
      return (
        order && (
          <>
            Order <OrderLink order={order} />
          </>
        )
      );
    case "order_corrected":
      return (
        order && (
          <>
            Order <OrderLink order={order} /> corrected
          </>
        )
      );
    case "extended":
      return (
        <>
          Expiry of {ofLicense} moved to {until === null ? "later" : dateOf(until)}
        </>
      );
    default:
      return (
        <>
          License {ofLicense} {kind}
        </>
      );
  }
}

function OrderLink({ order: { id, number } }: { order: NonNullable<SaleEvent["order"]> }) {
  return (
    <Link className="link" to="/orders/$id" params={{ id }}>
      {number}
    </Link>
  );
}
