import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "#domain/actor.ts";
import type { EventType, NewEvent } from "#domain/events.ts";
import { type EventSearch, listEvents } from "#store/event-search.ts";
import { appendEvents } from "#store/events.ts";
import { eventsOfCustomer } from "#store/events-of-customer.ts";
import { givenInstallation } from "#test/given.ts";

/* The ways to events differ by what they are searched by; what is found must not. */

const LICENSES = ["license-1", "license-2"] as const;
const CUSTOMERS = ["customer-1", "customer-2"] as const;
const PRODUCTS = ["product-1", "product-2"] as const;
const ACTORS = ["application", "operator"] as const;

const anyEvent = fc.oneof(
  fc.record({
    kind: fc.constant("device"),
    type: fc.constantFrom<EventType>("activation.created", "activation.denied", "activation.deactivated"),
    license: fc.constantFrom(...LICENSES),
    actor: fc.constantFrom(...ACTORS),
  }),
  fc.record({
    kind: fc.constant("sold"),
    license: fc.constantFrom(...LICENSES),
    customer: fc.constantFrom(...CUSTOMERS),
  }),
  fc.record({ kind: fc.constant("signed in"), customer: fc.constantFrom(...CUSTOMERS) }),
);

const anySearch: fc.Arbitrary<EventSearch> = fc.record(
  {
    license: fc.constantFrom(...LICENSES),
    customer: fc.constantFrom(...CUSTOMERS),
    product: fc.constantFrom(...PRODUCTS),
    type: fc.constantFrom("activation.created", "activation.denied", "order.corrected", "customer.signed_in"),
    noun: fc.constantFrom("activation", "order", "customer"),
    actor: fc.constantFrom<Actor["kind"]>(...ACTORS, "token"),
  },
  { requiredKeys: [] },
);

test("whatever events are searched by, those are found that it says and no others, page by page, the newest first", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { maxLength: 25 }),
      fc.array(anySearch, { minLength: 1, maxLength: 12 }),
      async (happenings, searches) => {
        const given = await givenInstallation();
        const { store, clock } = given.services;
        // A license may be sold to one, and be another one's once a later word of the shop has told better.
        const owners = new Map<string, string>(LICENSES.map((license) => [license, CUSTOMERS[0]]));
        const append = (event: NewEvent, actor: Actor) =>
          store.transaction(async (tx) => {
            await appendEvents(tx, [event], actor, clock.now());
            return { end: "commit", value: undefined };
          });
        const ownedBy = (license: (typeof LICENSES)[number]) => ({
          licenseId: license,
          customerId: owners.get(license) ?? "",
          productId: PRODUCTS[LICENSES.indexOf(license)] ?? "",
        });
        for (const license of LICENSES)
          await append({ type: "license.issued", about: ownedBy(license) }, { kind: "operator" });
        for (const happening of happenings) {
          if ("type" in happening) {
            await append({ type: happening.type, about: ownedBy(happening.license) }, { kind: happening.actor });
          } else if ("license" in happening) {
            owners.set(happening.license, happening.customer);
            await append({ type: "order.corrected", about: ownedBy(happening.license) }, { kind: "operator" });
          } else {
            await append(
              { type: "customer.signed_in", about: { customerId: happening.customer } },
              { kind: "operator" },
            );
          }
        }

        const all = (await given.eventRows()).toReversed();
        for (const search of searches) {
          const expected = all.filter(
            (row) =>
              [row.license_id, undefined].includes(search.license) &&
              [row.customer_id, undefined].includes(search.customer) &&
              [row.product_id, undefined].includes(search.product) &&
              [row.type, undefined].includes(search.type as EventType | undefined) &&
              [row.noun, undefined].includes(search.noun) &&
              [row.actor_kind, undefined].includes(search.actor),
          );
          const found: string[] = [];
          for (let before: string | null = null, isFirst = true; isFirst || before !== null; isFirst = false) {
            const { items, next } = await listEvents(store.read, search, { limit: 4, before });
            found.push(...items.map(({ id }) => id));
            before = next;
          }
          expect(found).toEqual(expected.map(({ id }) => id));
        }
        for (const customer of CUSTOMERS) {
          const told = (await Array.fromAsync(eventsOfCustomer(store.read, customer))).flat();
          const expected = all.filter((row) => row.customer_id === customer).map(({ id }) => id);
          expect(told.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
        }
      },
    ),
    { numRuns: 12 },
  );
});
