import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "#cli/demo/chance.ts";
import type { Line } from "#test/torture/actors/line.ts";
import type { KnownLicense, Shop } from "#test/torture/actors/shop.ts";
import { type Asked, type Call, outcomeOf } from "#test/torture/history/call.ts";
import type { Server } from "#test/torture/scene/server.ts";

/** How many devices with a fingerprint there are for each license; more than any limit. */
const FINGERPRINTS = 7;
/** How long an application waits between two calls at most, in milliseconds. */
const PAUSE_MS = 40;
/** How often a call that may or may not have been done is sent again. */
const REPEATS = 3;

/**
 * Acts as the licensed application on many devices, until it is told to stop. What it does next is drawn from its own
 * stream, a fixed number of draws for each step, so that neither an answer nor another actor changes what comes after.
 */
export async function actAsDevices(
  {
    chance,
    line,
    shop,
    servers,
  }: {
    chance: Chance;
    line: Line;
    shop: Shop;
    /** Those that it asks. Who asks one alone keeps it busy, while the others may wait for one that stands still. */
    servers: readonly Server[];
  },
  stopped: () => boolean,
): Promise<void> {
  while (!stopped()) {
    const draw = {
      place: chance.below(1_000_000),
      what: chance.below(100),
      device: chance.below(FINGERPRINTS),
      how: chance.below(4),
      isFormerKey: chance.percent(12),
      isTwice: chance.percent(15),
      which: chance.next(),
      idempotency: chance.below(1_000_000_000),
      server: chance.below(servers.length),
      pause: chance.below(PAUSE_MS),
    };
    const license = shop.at(draw.place);
    if (license !== null) await act(license, draw);
    await delay(draw.pause);
  }

  async function act(license: KnownLicense, draw: Draw): Promise<void> {
    const licenseKey = (draw.isFormerKey ? pickAt(license.formerKeys, draw.which) : undefined) ?? license.key;
    const instanceId = pickAt(license.instances, draw.which);
    const fingerprint = `device ${draw.device}`;
    const idempotencyKey = `${license.id} ${draw.idempotency}`;
    if (draw.what < 45) {
      const { how } = draw;
      await activate(license, draw, {
        licenseKey,
        ...(how % 2 === 1 && { fingerprint }),
        ...(how === 2 && { idempotencyKey }),
      });
    } else if (draw.what < 80 || instanceId === undefined) {
      const device = [{}, { fingerprint }, instanceId === undefined ? {} : { instanceId }][draw.how % 3];
      await line.call(at(draw.server), "validate", license.id, { licenseKey, ...device });
    } else {
      await line.call(at(draw.server), "deactivate", license.id, { licenseKey, instanceId });
    }
  }

  /** Activates; twice at once on two servers now and then, and again when it can't know what became of it. */
  async function activate(license: KnownLicense, draw: Draw, asked: Asked): Promise<void> {
    const calls = [line.call(at(draw.server), "activate", license.id, asked)];
    if (draw.isTwice) calls.push(line.call(at(draw.server + 1), "activate", license.id, asked));
    let last: Call | undefined;
    for (const call of await Promise.all(calls)) {
      shop.learn(license, call);
      last = call;
    }
    const mayRepeat = asked.idempotencyKey !== undefined || asked.fingerprint !== undefined;
    for (let repeat = 1; mayRepeat && last !== undefined && outcomeOf(last) !== "answered"; repeat++) {
      if (repeat > REPEATS || stopped()) return;
      last = await line.call(at(draw.server + repeat), "activate", license.id, asked);
      shop.learn(license, last);
    }
  }

  function at(number: number): Server {
    return servers[number % servers.length] as Server;
  }
}

interface Draw {
  readonly what: number;
  readonly device: number;
  readonly how: number;
  readonly isFormerKey: boolean;
  readonly isTwice: boolean;
  readonly which: number;
  readonly idempotency: number;
  readonly server: number;
}

/** The item at a share of the list's length. */
export function pickAt<T>(from: readonly T[], share: number): T | undefined {
  return from[Math.floor(share * from.length)];
}
