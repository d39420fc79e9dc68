import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Event } from "#data/api.gen.ts";
import { Who, wordsOf } from "#parts/event-words.tsx";
import { KeyEnding } from "#parts/key-field.tsx";
import type { Happening } from "#parts/timeline.tsx";

/**
 * An event where the page is not about one license: names, and leads to, what it is about.
 * @param ofCustomer the page is about the customer, who is named in no line then
 */
export function lineOf(event: Event, { ofCustomer = false } = {}): Happening {
  const { icon, tone, act, more } = wordsOf(event);
  const subject = subjectOf(event);
  return {
    id: event.id,
    at: event.at,
    icon,
    ...(tone && { tone }),
    what: (
      <>
        <b>{act}</b>
        {subject && wordBefore(event.type)} {subject}
        {subject && more && isSetOff(event.type) ? ", " : " "}
        {more}
      </>
    ),
    who: <Whom event={event} ofCustomer={ofCustomer} />,
  };
}

/** The word between the act and what it was done to. */
function wordBefore(type: Event["type"]): string {
  if (type === "activation.denied") return " for";
  return type === "license.edited" ? " of" : "";
}

/** Whether a comma stands between the thing and what became of it. */
function isSetOff(type: Event["type"]): boolean {
  return type === "license.regenerated" || type === "plan.edited" || type === "product.edited";
}

/** The thing that it happened to, as a link. The others are named by the event's own words. */
function subjectOf({ type, license, order, plan, product }: Event): ReactNode {
  const noun = type.slice(0, type.indexOf("."));
  if ((noun === "license" || noun === "activation") && license)
    return (
      <Link className="go" to="/licenses/$id" params={{ id: license.id }}>
        <KeyEnding ending={license.keyEnding} />
      </Link>
    );
  if (noun === "order" && order)
    return (
      <Link className="link num" to="/orders/$id" params={{ id: order.id }}>
        {order.number}
      </Link>
    );
  if (type === "plan.edited" && plan)
    return (
      <Link className="link" to="/plans/$id" params={{ id: plan.id }}>
        {plan.name}
      </Link>
    );
  if (type === "product.edited" && product)
    return (
      <Link className="link" to="/products/$id" params={{ id: product.id }}>
        {product.name}
      </Link>
    );
  return null;
}

function Whom({ event, ofCustomer }: { event: Event; ofCustomer: boolean }) {
  const { type, customer, order } = event;
  return (
    <>
      {customer && !ofCustomer && (
        <>
          <Link className="link" to="/customers/$id" params={{ id: customer.id }}>
            {customer.name ?? customer.email}
          </Link>
          {" · "}
        </>
      )}
      {type === "license.issued" && order && (
        <>
          order{" "}
          <Link className="link num" to="/orders/$id" params={{ id: order.id }}>
            {order.number}
          </Link>
          {" · "}
        </>
      )}
      <Who event={event} />
      {type === "plan.edited" && " · only future orders"}
    </>
  );
}
