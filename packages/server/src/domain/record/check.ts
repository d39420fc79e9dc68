import {
  type ChainedContent,
  type ChainHead,
  chainOf,
  hashOfEvent,
  licenseOfChain,
  NO_EVENT,
} from "#domain/record/chain.ts";
import { type Checkpoint, type Heads, hashOfCheckpoint, isSigned } from "#domain/record/checkpoint.ts";
import { changedPersonal, erasedPersonal, type StoredPersonal } from "#domain/record/personal.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/* Whether the record is what was recorded, found out from the record alone. */

/** An event as the record has it. */
export interface RecordedEvent extends Omit<ChainedContent, "number">, StoredPersonal {
  /** Null = from before there were chains. */
  readonly number: number | null;
  readonly hash: string | null;
}

/** What the record is made of, in the order in which it is checked: a checkpoint comes before the events that it signs. */
export type RecordLine = ({ readonly kind: "checkpoint" } & Checkpoint) | ({ readonly kind: "event" } & RecordedEvent);

/** Something that is not as it was recorded. */
export interface Fault {
  /** Whose chain it is about; null = about checkpoints. */
  readonly chain: string | null;
  readonly text: string;
}

/** What the record is checked against. */
export interface Trusted {
  /** The key that checkpoints must be signed with; null = whichever signed the last one. */
  readonly publicKey: string | null;
  /** The last event from before there were chains; null = there was none. */
  readonly unchainedUntil: string | null;
  /** A checkpoint that somebody has written down. */
  readonly noted: { readonly number: number; readonly hash: string } | null;
}

/** What there is in the record, and what is wrong with it. */
export interface CheckedRecord {
  readonly faults: readonly Fault[];
  readonly events: number;
  /** Of these: from before there were chains. */
  readonly unchained: number;
  /** Of these: younger than the last checkpoint that knows their chain. */
  readonly unsigned: number;
  /** How many things about persons were erased. */
  readonly erased: number;
  readonly chains: number;
  readonly checkpoints: number;
  /** The newest checkpoint. */
  readonly last: { readonly number: number; readonly at: Temporal.Instant; readonly hash: string } | null;
  /** The key that it is signed with. */
  readonly publicKey: string | null;
  /** Whether others were signed with another: before the secret was exchanged. */
  readonly hasFormerKeys: boolean;
}

/** How many events of a chain may wait for one before them, whose id is later since another machine's clock was ahead. */
const MOST_WAITING = 100;

type Chained = RecordedEvent & ChainedContent & { readonly hash: string };

interface Chain {
  /** How many of its events were taken, and the hash of the last one. */
  length: number;
  hash: string;
  /** The event before the next one is missing, so that nobody knows its hash. */
  isGap: boolean;
  /** How many of its events checkpoints have signed. */
  signed: number;
  isFaulty: boolean;
  readonly waiting: Map<number, Chained>;
  /** Where checkpoints say that it stood, the shortest first. */
  readonly expected: { length: number; hash: string; checkpoint: Checkpoint }[];
}

/** Checks a record, line by line, in the order that `RecordLine` tells of. Keeps a few hundred bytes of each chain. */
export class RecordCheck {
  readonly #trusted: Trusted;
  readonly #faults: Fault[] = [];
  readonly #chains = new Map<string, Chain>();
  #counts = { events: 0, unchained: 0, erased: 0, checkpoints: 0 };
  #last: Checkpoint | null = null;
  #isOurs = false;
  #hasFormerKeys = false;
  #hasNoted = false;

  constructor(trusted: Trusted) {
    this.#trusted = trusted;
  }

  /** Takes the next line. */
  take(line: RecordLine): void {
    if (line.kind === "checkpoint") this.#takeCheckpoint(line);
    else this.#takeEvent(line);
  }

  /** Takes where a chain stands by what is written elsewhere, once all events were taken. */
  takeHead(name: string, { length, hash }: ChainHead): void {
    if (length === 0 && !this.#chains.has(name)) return;
    const chain = this.#chainOf(name);
    this.#closeGaps(name, chain);
    if (chain.isFaulty || (chain.length === length && chain.hash === hash)) return;
    if (chain.length < length) this.#cutOff(name, chain, `${length} were recorded`);
    else
      this.#fault(name, `${countOf(length)} ${length === 1 ? "was" : "were"} recorded, and there are ${chain.length}`);
  }

  /** What was found, once everything was taken. */
  end(): CheckedRecord {
    let unsigned = 0;
    for (const [name, chain] of this.#chains) {
      this.#closeGaps(name, chain);
      const missed = chain.expected.at(-1);
      if (missed !== undefined && !chain.isFaulty)
        this.#cutOff(name, chain, `${tell(missed.checkpoint)} has signed ${missed.length}`);
      unsigned += Math.max(0, chain.length - chain.signed);
    }
    const last = this.#last;
    this.#endCheckpoints(last);
    return {
      faults: this.#faults,
      ...this.#counts,
      unsigned,
      chains: this.#chains.size,
      last: last && { number: last.number, at: at(last.at), hash: hashOfCheckpoint(last) },
      publicKey: last?.publicKey ?? null,
      hasFormerKeys: this.#hasFormerKeys,
    };
  }

  #takeCheckpoint(checkpoint: Checkpoint): void {
    const before = this.#last;
    this.#counts.checkpoints++;
    this.#last = checkpoint;
    this.#compareNoted(checkpoint);
    const next = (before?.number ?? 0) + 1;
    if (checkpoint.number > next) this.#fault(null, missing("checkpoint", next, checkpoint.number - 1));
    else if (checkpoint.number < next) this.#fault(null, `${tell(checkpoint)} is there twice, or in the wrong place`);
    else if (checkpoint.previous !== (before === null ? "" : hashOfCheckpoint(before)))
      this.#fault(null, `${tell(checkpoint)} does not follow from the one before it: one of the two was changed`);
    if (!isSigned(checkpoint)) {
      this.#fault(null, `${tell(checkpoint)} was changed: its signature does not fit`);
      return;
    }
    this.#compareKey(checkpoint);
    for (const [name, length, hash] of JSON.parse(checkpoint.heads) as Heads) {
      const chain = this.#chainOf(name);
      if (chain.length > length) this.#rewritten(name, chain, { length, hash, checkpoint });
      else {
        chain.expected.push({ length, hash, checkpoint });
        this.#compareExpected(name, chain);
      }
    }
  }

  /** Only before the secret was exchanged may there be another key: each checkpoint vouches for those before it. */
  #compareKey(checkpoint: Checkpoint): void {
    const { publicKey } = this.#trusted;
    if (publicKey === null) return;
    const isOurs = checkpoint.publicKey === publicKey;
    if (this.#isOurs && !isOurs) this.#fault(null, `${tell(checkpoint)} is not signed with this installation's key`);
    if (!isOurs) this.#hasFormerKeys = true;
    this.#isOurs ||= isOurs;
  }

  #compareNoted(checkpoint: Checkpoint): void {
    if (checkpoint.number !== this.#trusted.noted?.number) return;
    this.#hasNoted = true;
    if (hashOfCheckpoint(checkpoint) !== this.#trusted.noted.hash)
      this.#fault(null, `${tell(checkpoint)} is not the one that was noted`);
  }

  #endCheckpoints(last: Checkpoint | null): void {
    const { publicKey, noted } = this.#trusted;
    if (last !== null && publicKey !== null && !this.#isOurs)
      this.#fault(null, `${tell(last)} is not signed with this installation's key`);
    if (noted !== null && !this.#hasNoted)
      this.#fault(null, `checkpoint ${noted.number}, which was noted, is missing: the end of the record was cut off`);
  }

  #takeEvent(event: RecordedEvent): void {
    this.#counts.events++;
    const name = chainOf(event.about);
    if (!isChained(event)) {
      this.#counts.unchained++;
      const { unchainedUntil } = this.#trusted;
      if (unchainedUntil === null || event.id > unchainedUntil)
        this.#fault(name, `${tellEvent(event)} stands outside of the chain: put in by hand, or by an older release`);
      return;
    }
    const chain = this.#chainOf(name);
    if (event.number <= chain.length) {
      this.#fault(name, `${tellEvent(event)} is there twice, or in the wrong place`);
      return;
    }
    if (event.number > chain.length + 1) {
      chain.waiting.set(event.number, event);
      if (chain.waiting.size > MOST_WAITING) this.#closeGaps(name, chain);
      return;
    }
    this.#follow(name, chain, event);
    this.#followWaiting(name, chain);
  }

  /** Takes the event that is next in its chain. */
  #follow(name: string, chain: Chain, event: Chained): void {
    if (!chain.isGap && hashOfEvent(chain.hash, event) !== event.hash)
      this.#fault(name, `${tellEvent(event)} is not what was recorded: it was changed, or the one before it`);
    for (const thing of changedPersonal(event))
      this.#fault(name, `${tellEvent(event)} was changed: its ${thing} is another one than was recorded`);
    this.#counts.erased += erasedPersonal(event).length;
    chain.length = event.number;
    chain.hash = event.hash;
    chain.isGap = false;
    this.#compareExpected(name, chain);
  }

  #followWaiting(name: string, chain: Chain): void {
    for (let next = chain.waiting.get(chain.length + 1); next; next = chain.waiting.get(chain.length + 1)) {
      chain.waiting.delete(next.number);
      this.#follow(name, chain, next);
    }
  }

  /** What still waits will wait for ever: what is missing before it is told, and goes on behind the gap. */
  #closeGaps(name: string, chain: Chain): void {
    while (chain.waiting.size > 0) {
      const next = Math.min(...chain.waiting.keys());
      this.#fault(name, missing("event", chain.length + 1, next - 1));
      while (chain.expected[0] !== undefined && chain.expected[0].length < next) chain.expected.shift();
      chain.length = next - 1;
      chain.isGap = true;
      this.#followWaiting(name, chain);
    }
  }

  #compareExpected(name: string, chain: Chain): void {
    const [expected] = chain.expected;
    if (expected === undefined || expected.length > chain.length) return;
    chain.expected.shift();
    chain.signed = expected.length;
    if (expected.hash !== chain.hash) this.#rewritten(name, chain, expected);
  }

  #rewritten(name: string, chain: Chain, { length, checkpoint }: Chain["expected"][number]): void {
    // Where an event was found to be changed, it is the same that the checkpoint finds.
    if (!chain.isFaulty)
      this.#fault(
        name,
        `the first ${countOf(length)} are not those that ${tell(checkpoint)} has signed: they were written anew`,
      );
  }

  #cutOff(name: string, { length }: Chain, recorded: string): void {
    const left = length === 0 ? "all events are gone" : `the end is cut off behind event ${length}`;
    this.#fault(name, `${left}: ${recorded}`);
  }

  #fault(chain: string | null, text: string): void {
    if (chain !== null) this.#chainOf(chain).isFaulty = true;
    this.#faults.push({ chain, text });
  }

  #chainOf(name: string): Chain {
    let chain = this.#chains.get(name);
    if (chain === undefined) {
      chain = { ...NO_EVENT, isGap: false, signed: 0, isFaulty: false, waiting: new Map(), expected: [] };
      this.#chains.set(name, chain);
    }
    return chain;
  }
}

function isChained(event: RecordedEvent): event is Chained {
  return event.number !== null && event.hash !== null;
}

function missing(noun: string, first: number, last: number): string {
  return first === last ? `${noun} ${first} is missing` : `${noun}s ${first} to ${last} are missing`;
}

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}

function tell({ number, at: moment }: Checkpoint): string {
  return `checkpoint ${number} of ${spellMoment(at(moment))}`;
}

function tellEvent({ number, type, at: moment }: RecordedEvent): string {
  return `event${number === null ? "" : ` ${number}`} (${type}, ${spellMoment(at(moment))})`;
}

/** Whose chain it is, in words. */
export function tellChain(chain: string): string {
  const license = licenseOfChain(chain);
  if (license !== null) return `License ${license}`;
  const [noun = "", id] = chain.split(":");
  return id === undefined ? "The installation" : `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)} ${id}`;
}

/** The last moment that there is a date for, in milliseconds. */
const LAST_MOMENT = 8.64e15;

/** A moment that anybody may have written. */
function at(moment: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.max(-LAST_MOMENT, Math.min(moment, LAST_MOMENT)) || 0);
}
