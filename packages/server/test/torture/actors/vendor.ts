import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "#cli/demo/chance.ts";
import { pickAt } from "#test/torture/actors/device.ts";
import type { Line } from "#test/torture/actors/line.ts";
import type { KnownLicense, Shop } from "#test/torture/actors/shop.ts";
import { outcomeOf } from "#test/torture/history/call.ts";
import type { Server } from "#test/torture/scene/server.ts";

const HIGHEST_LIMIT = 5;
/** How long a vendor waits between two calls, in milliseconds: from half to one and a half of it. */
const PAUSE_MS = 60;
/** No two edits set the same expiry, so an event tells which edit it records. These lie long ago, and far ahead. */
const LONG_AGO = Date.UTC(2001, 0, 1);
const FAR_AHEAD = Date.UTC(2090, 0, 1);

/** Acts as the vendor, until it is told to stop: sells licenses, edits, ends and looks at them. */
export async function actAsVendor(
  {
    number,
    chance,
    line,
    shop,
    servers,
  }: { number: number; chance: Chance; line: Line; shop: Shop; servers: readonly Server[] },
  stopped: () => boolean,
): Promise<void> {
  /** Licenses that this vendor let expire, to be extended before long: an expired license takes no devices. */
  let expired = null as KnownLicense | null;
  for (let step = 1; !stopped(); step++) {
    const draw = {
      place: chance.below(1_000_000),
      what: chance.below(100),
      limit: 1 + chance.below(HIGHEST_LIMIT),
      which: chance.next(),
      server: chance.below(servers.length),
      pause: PAUSE_MS * (0.5 + chance.next()),
    };
    const server = servers[draw.server] as Server;
    const moment = (from: number) => new Date(from + (step * 10 + number) * 1000).toISOString().replace(".000Z", "Z");
    const [place] = shop.empty;
    const license = shop.at(draw.place);
    if (place !== undefined && place % 2 === number % 2) await sell(server, place, step);
    else if (expired !== null) {
      const call = await line.call(server, "edit", expired.id, { expiresOn: moment(FAR_AHEAD) });
      if (outcomeOf(call) === "answered") expired = null;
    } else if (license !== null) await act(license, server, draw, moment);
    await delay(draw.pause);
  }

  async function sell(server: Server, place: number, step: number): Promise<void> {
    const email = `vendor-${number}-step-${step}@example.com`;
    const call = await line.call(server, "order", "", { email });
    if (shop.at(place) === null) shop.put(place, call);
  }

  async function act(
    license: KnownLicense,
    server: Server,
    draw: { what: number; limit: number; which: number },
    moment: (from: number) => string,
  ): Promise<void> {
    const { what, limit: activationLimit, which } = draw;
    if (what < 25) {
      await line.call(server, "edit", license.id, { activationLimit, expiresOn: moment(FAR_AHEAD) });
    } else if (what < 38) {
      expired = license;
      await line.call(server, "edit", license.id, { expiresOn: moment(LONG_AGO) });
    } else if (what < 60) {
      const instanceId = pickAt(license.instances, which);
      if (instanceId !== undefined) await line.call(server, "revoke", license.id, { instanceId });
    } else if (what < 78) {
      shop.learn(license, await line.call(server, "regenerate", license.id, {}));
    } else if (what < 96) {
      shop.learn(license, await line.call(server, "look", license.id, {}));
    } else {
      const call = await line.call(server, "end", license.id, {});
      if (outcomeOf(call) === "answered") shop.clear(license);
    }
  }
}
