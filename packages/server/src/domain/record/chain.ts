import { hash } from "node:crypto";
import type { Actor } from "#domain/actor.ts";
import type { EventType, Subjects } from "#domain/events.ts";

/* How events hang together: each license has its chain of events, and so has whatever else an event can be about. */

/** Where a chain stands: how many events are in it, and the hash of the last one; empty while there is none. */
export interface ChainHead {
  readonly length: number;
  readonly hash: string;
}

export const NO_EVENT: ChainHead = { length: 0, hash: "" };

/** What is hashed of an event, beside the hash of the one before it. Nothing in it names a person. */
export interface ChainedContent {
  /** Its place in its chain, from 1. */
  readonly number: number;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: EventType;
  readonly actorKind: Actor["kind"];
  readonly actorId: string | null;
  readonly about: { readonly [subject in keyof Subjects]-?: string | null };
  /** JSON, letter by letter as it is stored. */
  readonly data: string;
  /** JSON, too: what `commitTo` made of each thing that names a person, by the thing's name; null when there is none. */
  readonly commitments: string | null;
}

/**
 * What the event is about decides in which one chain it is: so two who do something with different licenses never wait for
 * each other.
 */
export function chainOf(about: { readonly [subject in keyof Subjects]?: string | null }): string {
  if (about.licenseId) return licenseChain(about.licenseId);
  if (about.customerId) return `customer:${about.customerId}`;
  if (about.productId) return `product:${about.productId}`;
  if (about.tokenId) return `token:${about.tokenId}`;
  if (about.userId) return `user:${about.userId}`;
  return "installation";
}

/** The chain of a license. */
export function licenseChain(id: string): string {
  return LICENSE + id;
}

/** The license whose chain it is; null when it is none's. */
export function licenseOfChain(chain: string): string | null {
  return chain.startsWith(LICENSE) ? chain.slice(LICENSE.length) : null;
}

const LICENSE = "license:";

/** The hash of an event: over the one before it (empty before the first) and its own content. */
export function hashOfEvent(previous: string, content: ChainedContent): string {
  const { about } = content;
  return sha256([
    previous,
    ...[content.number, content.id, content.at, content.type, content.actorKind, content.actorId],
    ...[about.productId, about.planId, about.customerId, about.orderId],
    ...[about.licenseId, about.activationId, about.tokenId, about.userId],
    ...[content.data, content.commitments],
  ]);
}

/**
 * What stands in an event's content for something that names a person: a hash that shows that the thing was this very one,
 * as long as its salt is there, and that tells nothing once salt and thing are gone, however few things it might have been.
 */
export function commitTo(name: string, salt: string, thing: unknown): string {
  return sha256([name, salt, thing]);
}

/** SHA-256 over the list as JSON, in base64url. */
export function sha256(list: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(list), "base64url");
}
