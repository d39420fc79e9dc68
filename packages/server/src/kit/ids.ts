import { randomFillSync } from "node:crypto";

/** Random bytes for many ids: asking the system for each would cost more than making it. */
const RANDOM = Buffer.alloc(8 * 512);
let taken = RANDOM.length;

let lastMillisecond = 0;
let count = 0;

/** No id of that moment or later is less than this text. */
export function leastIdAt(epochMilliseconds: number): string {
  const hex = Math.max(0, epochMilliseconds).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/**
 * A UUID of version 7 (RFC 9562): it sorts by the moment it was made at, so that lists ordered by id are ordered by
 * time. Within one process every id is greater than the one before, also in the same millisecond or when the clock
 * steps back: the 12 bits behind the milliseconds count up, and 62 bits are random. Good until the year 10889.
 */
export function newId(now: Temporal.Instant): string {
  if (now.epochMilliseconds > lastMillisecond) {
    lastMillisecond = now.epochMilliseconds;
    count = 0;
  } else if (++count === 0x1000) {
    lastMillisecond++;
    count = 0;
  }
  if (taken === RANDOM.length) {
    randomFillSync(RANDOM);
    taken = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  RANDOM.copy(bytes, 8, taken, taken + 8);
  taken += 8;
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Lets ids begin anew, as in a new process: for tests, whose clocks travel, in a process that many of them share. */
export function beginIdsAnew(): void {
  lastMillisecond = 0;
  count = 0;
}
