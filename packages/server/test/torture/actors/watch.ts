import { setTimeout as delay } from "node:timers/promises";
import type { Line } from "#test/torture/actors/line.ts";
import type { Shop } from "#test/torture/actors/shop.ts";
import type { Server } from "#test/torture/scene/server.ts";

const PAUSE_MS = 50;

/** Validates on one server all the time and does nothing else, so that what makes changes wait does not make it wait. */
export async function watch(
  { line, shop, server }: { line: Line; shop: Shop; server: Server },
  stopped: () => boolean,
): Promise<void> {
  for (let place = 0; !stopped(); place++) {
    const license = shop.at(place);
    if (license !== null) await line.call(server, "validate", license.id, { licenseKey: license.key });
    await delay(PAUSE_MS);
  }
}
