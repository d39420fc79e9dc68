import { createServer } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { type GivenServer, givenServer } from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { givenThings, type Operation, operationsOf } from "#test/hostile/operations.ts";
import { fittingRequest } from "#test/hostile/requests.ts";
import type { Schema } from "#test/hostile/schema.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { outboxOf } from "#test/outbox.ts";
import { watchOutgoing } from "#test/outgoing.ts";

/* That nobody who may only send requests makes the server connect to where they like: to what lies behind its firewall, say. */

/** An address that no network has (RFC 5737), and a name that no resolver knows (RFC 6761). */
const ADDRESS = "203.0.113.66";
const NAME = "bait.invalid";
const MAILBOX = `anna@${NAME}`;
/** How many requests each operation gets. */
const EACH = 3;

test("no request makes the server connect to, or look up, anything but what its settings name, and no header repeats what it said", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const server = await givenServer({ ...database, ...mailSettings(mailServer), KEYWRIGHT_LOG_LEVEL: "error" });
  const token = await server.token();
  const session = await server.signIn();
  const things = await givenThings(server, token);
  const operations = await operationsOf(server);
  const baits = { ...baitsFor(operations), ...things, email: MAILBOX };
  const outgoing = watchOutgoing();
  const taken = new Set<string>();
  for (const operation of operations) {
    for (const request of fc.sample(fittingRequest(operation, baits), EACH)) {
      const headers = {
        ...request.headers,
        ...{
          "x-forwarded-host": NAME,
          "x-forwarded-for": ADDRESS,
          forwarded: `host=${NAME}`,
          referer: `http://${NAME}/`,
        },
        ...(operation.needsUser && session),
      };
      const bearer = operation.needsUser ? {} : { token };
      const answer = await server.call(request.method, request.path, { ...request, ...bearer, headers });
      expect(
        [...answer.headers].filter(([, value]) => value.includes(NAME)),
        operation.id,
      ).toEqual([]);
      if (answer.status < 300 && request.body?.includes(NAME)) taken.add(operation.id);
    }
  }
  // Most were taken in, with the bait in them; and all mails are sent that came of it.
  expect(taken.size).toBeGreaterThan(10);
  await expect.poll(() => waiting(server), { timeout: 60_000 }).toBe(0);
  expect(mailServer.mails.some(({ to }) => to.includes(MAILBOX))).toBe(true);
  const named = [server.url, mailServer.url, database.KEYWRIGHT_DATABASE_URL ?? server.url];
  const own = named.map((url) => `127.0.0.1:${new URL(url).port}`);
  expect(outgoing().filter((attempt) => !own.includes(attempt))).toEqual([]);
});

test("what is watched for is seen: a connection by its address, and one by its name", async () => {
  const outgoing = watchOutgoing();
  const listener = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await new Promise((listening) => listener.once("listening", listening));
  const { port } = listener.address() as { port: number };
  for (const host of ["127.0.0.1", `a.${NAME}`])
    await fetch(`http://${host}:${port}/`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  await new Promise((closed) => listener.close(closed));
  expect(outgoing()).toEqual(expect.arrayContaining([`127.0.0.1:${port}`, `a.${NAME}`]));
});

/** For every field that takes a text, by its name, one that leads somewhere. */
function baitsFor(operations: readonly Operation[]): Known {
  const baits: Record<string, string> = {};
  const fill = ({ properties = {}, items }: Schema): void => {
    for (const [name, schema] of Object.entries(properties)) {
      const isMailbox = /mail|reply/i.test(name);
      baits[name] = isMailbox ? MAILBOX : `http://${name.length % 2 === 0 ? ADDRESS : NAME}/?${NAME}`;
      fill(schema);
    }
    if (items !== undefined) fill(items);
  };
  for (const { body } of operations) if (body !== null) fill(body);
  return baits;
}

/** How many mails are still to be sent. */
async function waiting(server: GivenServer): Promise<number> {
  return (await outboxOf(server)).filter(({ next_try_at: next }) => next !== null).length;
}
