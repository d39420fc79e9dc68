import type { Selectable } from "kysely";
import type { Actor } from "#domain/actor.ts";
import { type NewEvent, nounOf } from "#domain/events.ts";
import { type ChainedContent, type ChainHead, chainOf, hashOfEvent } from "#domain/record/chain.ts";
import { ACTOR_NAME, hidePersonal, readPersonal } from "#domain/record/personal.ts";
import { newId } from "#kit/ids.ts";
import { newSalt } from "#kit/salt.ts";
import { lockHead, writeHead } from "#store/chains.ts";
import { toMoment } from "#store/moments.ts";
import { once, rowOf } from "#store/once.ts";
import type { EventTable } from "#store/schema/record.ts";
import type { Tx } from "#store/store.ts";

type EventRow = Selectable<EventTable>;

const COLUMNS = [
  ...(["id", "at", "type", "noun", "actor_kind", "actor_id", "actor_name", "data"] as const),
  ...([
    "product_id",
    "plan_id",
    "customer_id",
    "order_id",
    "license_id",
    "activation_id",
    "token_id",
    "user_id",
  ] as const),
  ...(["number", "hash", "commitments", "personal"] as const),
];

const insert = once<EventRow, never>((db, value) => db.insertInto("events").values(rowOf<EventRow>(COLUMNS, value)));

/**
 * A chain that the transaction has locked already: where it stands, and how that is written, where it can be written
 * together with something else.
 */
export interface ChainInHand {
  readonly chain: string;
  readonly head: ChainHead;
  write(head: ChainHead): Promise<void>;
}

/** Records what happened and who did it, in the transaction that did it. Answers the id of one of these events. */
export async function appendEvents(
  tx: Tx,
  events: readonly NewEvent[],
  actor: Actor,
  at: Temporal.Instant,
  inHand?: ChainInHand,
): Promise<string> {
  const [first, ...others] = events;
  if (first === undefined) throw new Error("there is nothing to record");
  if (others.length === 0) {
    // As almost always, and most of all where a device is activated.
    const chain = await takeChain(tx, chainOf(first.about), inHand);
    const row = rowAfter(chain.head, first, actor, at);
    await insert(tx, row);
    await chain.write({ length: row.number, hash: row.hash });
    return row.id;
  }
  return appendAll(tx, events, { actor, at, inHand });
}

async function appendAll(
  tx: Tx,
  events: readonly NewEvent[],
  { actor, at, inHand }: { actor: Actor; at: Temporal.Instant; inHand: ChainInHand | undefined },
): Promise<string> {
  const chains = new Map<string, Chain>();
  // Taken always in the same order, so that two who record something never wait for each other in a circle.
  for (const name of [...new Set(events.map(({ about }) => chainOf(about)))].sort())
    chains.set(name, await takeChain(tx, name, inHand));
  let id = "";
  for (const event of events) {
    const chain = chains.get(chainOf(event.about));
    if (chain === undefined) throw new Error("an event has no chain");
    const row = rowAfter(chain.head, event, actor, at);
    await insert(tx, row);
    chain.head = { length: row.number, hash: row.hash };
    id ||= row.id;
  }
  for (const { write, head } of chains.values()) await write(head);
  return id;
}

interface Chain {
  head: ChainHead;
  write(head: ChainHead): Promise<void>;
}

/** A chain that nobody else adds to until the transaction ends. */
async function takeChain(tx: Tx, chain: string, inHand: ChainInHand | undefined): Promise<Chain> {
  if (inHand?.chain === chain) return { head: inHand.head, write: inHand.write };
  return { head: await lockHead(tx, chain), write: (head) => writeHead(tx, chain, head) };
}

/** An event as it is stored, after the last one of its chain. */
export function rowAfter({ length, hash }: ChainHead, event: NewEvent, actor: Actor, at: Temporal.Instant) {
  const { type, about } = event;
  const { data, personal } = sortedOut(event);
  if ("name" in actor) personal[ACTOR_NAME] = actor.name;
  const hidden = hidePersonal(personal, newSalt);
  const content: ChainedContent = {
    number: length + 1,
    id: newId(at),
    at: toMoment(at),
    type,
    actorKind: actor.kind,
    actorId: "id" in actor ? actor.id : null,
    about: {
      productId: about.productId ?? null,
      planId: about.planId ?? null,
      customerId: about.customerId ?? null,
      orderId: about.orderId ?? null,
      licenseId: about.licenseId ?? null,
      activationId: about.activationId ?? null,
      tokenId: about.tokenId ?? null,
      userId: about.userId ?? null,
    },
    data: JSON.stringify(data),
    commitments: hidden.commitments,
  };
  return {
    id: content.id,
    at: content.at,
    type,
    noun: nounOf(type),
    actor_kind: actor.kind,
    actor_id: content.actorId,
    actor_name: null,
    product_id: content.about.productId,
    plan_id: content.about.planId,
    customer_id: content.about.customerId,
    order_id: content.about.orderId,
    license_id: content.about.licenseId,
    activation_id: content.about.activationId,
    token_id: content.about.tokenId,
    user_id: content.about.userId,
    data: content.data,
    number: content.number,
    hash: hashOfEvent(hash, content),
    commitments: hidden.commitments,
    personal: hidden.personal,
  } satisfies EventRow;
}

/** That there is no name, say, names nobody. */
function sortedOut({ data, personal = {} }: NewEvent) {
  const open: Record<string, unknown> = { ...data };
  const hidden: Record<string, unknown> = {};
  for (const name in personal) (personal[name] === null ? open : hidden)[name] = personal[name];
  return { data: open, personal: hidden };
}

/** What an event tells, as whoever reads the record is told it: what names a person among the rest, null where it was erased. */
export function toldBy(row: Pick<EventRow, "data" | "actor_name" | "commitments" | "personal">): {
  actorName: string | null;
  data: Record<string, unknown>;
} {
  const { [ACTOR_NAME]: actorName = row.actor_name, ...personal } = readPersonal(row);
  return { actorName: actorName as string | null, data: { ...personal, ...JSON.parse(row.data) } };
}
