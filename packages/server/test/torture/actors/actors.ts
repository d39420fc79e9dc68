import { type Chance, chanceFrom } from "#cli/demo/chance.ts";
import { actAsDevices } from "#test/torture/actors/device.ts";
import type { Line } from "#test/torture/actors/line.ts";
import type { Shop } from "#test/torture/actors/shop.ts";
import { actAsVendor } from "#test/torture/actors/vendor.ts";
import { watch } from "#test/torture/actors/watch.ts";
import type { Server } from "#test/torture/scene/server.ts";

const DEVICES = 12;
const VENDORS = 3;

/** What all actors have in common. */
export interface Stage {
  readonly seed: number;
  readonly shop: Shop;
  readonly servers: readonly Server[];
  lineOf(actor: string): Line;
}

/**
 * Lets all actors act until they are told to stop. Some ask one server alone, and keep it busy while those that ask them
 * all wait for one that stands still.
 */
export async function startActors({ seed, shop, servers, lineOf }: Stage, stopped: () => boolean): Promise<void> {
  const home = (number: number) => [servers[number % servers.length] as Server];
  const devices = Array.from({ length: DEVICES }, (_, number) => {
    const asks = number % 2 === 0 ? servers : home(number >> 1);
    const line = lineOf(`devices ${number}`);
    return actAsDevices({ chance: stream(seed, 1 + number), line, shop, servers: asks }, stopped);
  });
  const vendors = Array.from({ length: VENDORS }, (_, number) => {
    const line = lineOf(`vendor ${number}`);
    return actAsVendor({ number, chance: stream(seed, 101 + number), line, shop, servers: home(number) }, stopped);
  });
  const watchers = servers.map((server) => watch({ line: lineOf(`watch ${server.number}`), shop, server }, stopped));
  await Promise.all([...devices, ...vendors, ...watchers]);
}

/** Whose stream of chances is the nemesis's. */
export const NEMESIS = 0;

/** The chances of one actor, which nobody else disturbs. */
export function stream(seed: number, actor: number): Chance {
  const chance = chanceFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(actor + 1, 0x85ebca6b));
  // The first numbers of neighbouring seeds resemble each other.
  for (let skipped = 0; skipped < 8; skipped++) chance.next();
  return chance;
}
