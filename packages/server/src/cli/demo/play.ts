import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { revoke } from "#actions/activations/revoke.ts";
import type { Context, Services } from "#actions/context.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { validate } from "#actions/licenses/validate.ts";
import { editMailSettings } from "#actions/mails/edit-settings.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { createPlan } from "#actions/plans/create.ts";
import { createProduct } from "#actions/products/create.ts";
import { writeStamps } from "#actions/stamps/write.ts";
import { chanceFrom } from "#cli/demo/chance.ts";
import { DEVICES, FIRST_NAMES, LAST_NAMES, PRODUCTS, SYSTEMS } from "#cli/demo/shop.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import type { Clock } from "#kit/clock.ts";

const ORDERS = 320;
const DAYS = 270;

/** A clock that the play moves from the shop's first day to now. */
class PlayClock implements Clock {
  #now: Temporal.Instant;

  constructor(start: Temporal.Instant) {
    this.#now = start;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  milliseconds(): number {
    return this.#now.epochMilliseconds;
  }

  moveTo(instant: Temporal.Instant): void {
    if (Temporal.Instant.compare(instant, this.#now) > 0) this.#now = instant;
  }
}

/** One thing that happens in the play, at its time. */
interface Scene {
  readonly at: Temporal.Instant;
  readonly play: () => Promise<void>;
}

/**
 * Plays nine months of a small shop through the same actions that everybody calls, so that the demo can't show what the
 * real thing would not do. @param tell is told how much has been played, from 0 to 1
 */
export async function playShop(real: Services, tell: (done: number) => void): Promise<void> {
  const end = real.clock.now();
  const start = end.subtract({ hours: 24 * DAYS });
  const clock = new PlayClock(start);
  const services = { ...real, clock };
  const shop: Context = { ...services, actor: { kind: "operator" } };
  const application: Context = { ...services, actor: { kind: "application" } };
  const chance = chanceFrom(7);
  await muteMails(shop);
  const plans = await openShop(shop);

  const scenes: Scene[] = Array.from({ length: ORDERS }, (_, index) => ({
    // More customers as the months go by.
    at: start.add({ minutes: Math.floor(24 * 60 * DAYS * Math.sqrt((index + chance.next()) / ORDERS)) }),
    play: () => buy(),
  }));
  for (let scene = next(); scene !== undefined; scene = next()) {
    clock.moveTo(scene.at);
    await scene.play();
    tell(
      Math.min(
        1,
        Number(clock.now().epochMilliseconds - start.epochMilliseconds) /
          (end.epochMilliseconds - start.epochMilliseconds),
      ),
    );
  }
  await writeStamps(services);

  /** The scene whose time comes first; undefined when all that is left lies after now. */
  function next(): Scene | undefined {
    scenes.sort((a, b) => Temporal.Instant.compare(b.at, a.at));
    const scene = scenes.pop();
    return scene !== undefined && Temporal.Instant.compare(scene.at, end) <= 0 ? scene : undefined;
  }

  function later(hours: number, play: () => Promise<void>): void {
    scenes.push({ at: clock.now().add({ minutes: Math.floor(hours * 60) }), play });
  }

  async function buy(): Promise<void> {
    const { id, price } = chance.pick(plans);
    const name = `${chance.pick(FIRST_NAMES)} ${chance.pick(LAST_NAMES)}`;
    const email = `${name.toLowerCase().replace(" ", ".")}@${chance.pick(["northlight", "klangwerk", "ramanpost", "brandtfilm", "ruizmix"])}.example`;
    const customer = { email, name, customerId: null };
    const { license } = taken(
      await placeOrder(shop, { plan: { id }, customer, amount: { value: price, currency: "EUR" } }),
    );
    if (license !== null) live(license);
  }

  /** What becomes of a license: devices come and go, the vendor helps, and a key may get around. */
  function live(license: LicenseView): void {
    const devices = 1 + chance.below(Math.min(license.license.activationLimit ?? 4, 4));
    for (let device = 0; device < devices; device++)
      later(1 + chance.next() * 24 * 20 * (device + 0.1), () => join(license));
    const { id } = license.license;
    if (chance.percent(4))
      later(24 * 30 * chance.next(), async () => void taken(await deactivateLicense(shop, { id, expected: null })));
    if (chance.percent(3))
      later(24 * 60 * chance.next(), async () => void (await regenerateKey(shop, { id, expected: null })));
    if (chance.percent(8) && license.expiresAt !== null) {
      const expiresOn = license.expiresAt.add({ hours: 24 * 180 });
      later(24 * 90 * chance.next(), async () => void (await editTerms(shop, { id, expected: null, expiresOn })));
    }
    // Some keys get around, and more of late, so that the overview has some to look at.
    const isLate = Temporal.Instant.compare(clock.now(), end.subtract({ hours: 24 * 8 })) > 0;
    if (license.license.activationLimit !== null && chance.percent(isLate ? 40 : 2))
      for (let stranger = 0; stranger < 14; stranger++) later(6 + chance.next() * 40, () => join(license));
  }

  async function join({ key, license }: LicenseView): Promise<void> {
    const name = chance.pick(DEVICES);
    const metadata = {
      os: chance.pick(SYSTEMS),
      app: `4.${chance.below(3)}.${chance.below(6)}`,
      arch: chance.pick(["arm64", "x64"]),
    };
    const input = { licenseKey: key, name, metadata, fingerprint: `${license.id}-${chance.below(40)}` };
    const activated = await activate(application, {
      ...input,
      customerId: null,
      productIdentifier: null,
      idempotencyKey: null,
    });
    if (isRefusal(activated)) return;
    const instanceId = activated.activation.id;
    work(key, instanceId);
    if (chance.percent(12))
      later(24 * 40 * chance.next(), async () => void (await deactivate(application, { licenseKey: key, instanceId })));
    else if (chance.percent(6))
      later(
        24 * 40 * chance.next(),
        async () => void (await revoke(shop, { id: license.id, instanceId, expected: null })),
      );
  }

  /** A device starts its application again and again, until it is put away. */
  function work(licenseKey: string, instanceId: string): void {
    later(24 * (1 + 9 * chance.next()), async () => {
      const asked = { licenseKey, instanceId, fingerprint: null, productIdentifier: null };
      const validated = taken(await validate(application, asked));
      if (validated.verdict.valid && chance.percent(92)) work(licenseKey, instanceId);
    });
  }
}

/** Sets up what is sold. Answers the plans, each as often as its share of the orders says. */
async function openShop(shop: Context): Promise<{ id: string; price: string }[]> {
  const plans: { id: string; price: string }[] = [];
  for (const { name, keyPrefix, description, plans: offered } of PRODUCTS) {
    const product = taken(
      await createProduct(shop, { name, identifier: null, keyPrefix, description, taxCode: "software" }),
    );
    for (const { name: planName, terms, price, share } of offered) {
      const plan = taken(
        await createPlan(shop, { productId: product.id, name: planName, identifier: null, description: "", terms }),
      );
      plans.push(...Array(share).fill({ id: plan.id, price }));
    }
  }
  return plans;
}

/** Names the shop, and turns every mail off: nobody behind the made-up addresses must get any, now or later. */
async function muteMails(shop: Context): Promise<void> {
  const mails = Object.fromEntries(CUSTOMER_MAILS.map((kind) => [kind, { enabled: false }]));
  taken(await editMailSettings(shop, { expected: null, change: { senderName: "Halcyon Audio", mails } }));
}

function taken<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`the demo was refused: ${outcome.detail}`);
  return outcome;
}
