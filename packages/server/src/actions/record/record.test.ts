import { type RawBuilder, sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import { checkRecord } from "#actions/record/check.ts";
import { ForeignCheckpoint, SIGNING, signRecord } from "#actions/record/sign.ts";
import { rotateSecret } from "#actions/secret/rotate.ts";
import type { NewEvent } from "#domain/events.ts";
import { hashOfEvent } from "#domain/record/chain.ts";
import { type CheckedRecord, RecordCheck, type RecordedEvent, type RecordLine } from "#domain/record/check.ts";
import { newId } from "#kit/ids.ts";
import { createVault } from "#kit/vault.ts";
import { appendEvents } from "#store/events.ts";
import { readRecord } from "#store/record.ts";
import { APPLICATION, Given, givenInstallation, OPERATOR, taken } from "#test/given.ts";

/** Two licenses with four events each and a checkpoint in between; the second one's last event is not signed yet. */
async function givenRecord(
  environment: Record<string, string> = {},
): Promise<{ given: Given; ids: readonly [string, string] }> {
  const given = await givenInstallation(environment);
  const licenses = [await given.license({ activationLimit: 1 }), await given.license({ activationLimit: 1 })] as const;
  for (const { key } of licenses) for (const name of ["Anna's MacBook", "Anna's PC"]) await device(given, key, name);
  await signRecord(given.services);
  for (const [index, { license }] of licenses.entries()) {
    given.clock.move({ minutes: 5 });
    const change = { id: license.id, expected: null, reason: "Chargeback" };
    taken(await suspendLicense(given.as(OPERATOR), change));
    if (index === 0) await signRecord(given.services);
  }
  return { given, ids: [licenses[0].license.id, licenses[1].license.id] };
}

function device(given: Given, licenseKey: string, name: string) {
  const others = { metadata: {}, customerId: null, productIdentifier: null, idempotencyKey: null };
  return activate(given.as(APPLICATION), { licenseKey, name, fingerprint: name, ...others });
}

async function linesOf(given: Given): Promise<RecordLine[]> {
  return Array.fromAsync(readRecord(given.services.store.read));
}

function check(given: Given, lines: readonly RecordLine[]): CheckedRecord {
  const checked = new RecordCheck({
    publicKey: given.services.vault.publicKeys(SIGNING)[0],
    unchainedUntil: null,
    noted: null,
  });
  for (const line of lines) checked.take(line);
  return checked.end();
}

test("whatever is done, the record is whole; what is younger than the last checkpoint is told", async () => {
  const { given } = await givenRecord();
  const checked = await checkRecord(given.services);
  expect(checked).toMatchObject({
    faults: [],
    unchained: 0,
    unsigned: 1,
    erased: 0,
    checkpoints: 2,
    last: { number: 2 },
  });
  expect(checked.events).toBe((await given.events()).length);
  expect(check(given, await linesOf(given))).toEqual(checked);
});

test("nothing is signed while nothing happens, and of several who sign at once one does", async () => {
  const { given } = await givenRecord();
  const counts = await Promise.all([1, 2, 3].map(() => signRecord(given.services)));
  expect(counts.sort()).toEqual([0, 0, 1]);
  for (const days of [0, 1]) {
    given.clock.move({ days });
    expect(await signRecord(given.services)).toBe(0);
  }
  expect(await checkRecord(given.services)).toMatchObject({ faults: [], unsigned: 0, checkpoints: 3 });
});

test("what grew in more chains than a checkpoint holds is signed by several, while others get their turns", async () => {
  const { given } = await givenRecord();
  const { store, clock } = given.services;
  const now = clock.now();
  const events = Array.from({ length: 2_600 }, (): NewEvent => {
    return { type: "customer.created", about: { customerId: newId(now) } };
  });
  await store.transaction(async (tx) => ({ end: "commit", value: await appendEvents(tx, events, OPERATOR, now) }));

  // The one of the second license that is not signed yet is among them.
  expect(await signRecord(given.services)).toBe(2_601);
  expect(await checkRecord(given.services)).toMatchObject({ faults: [], unsigned: 0, checkpoints: 4 });

  // All of it is looked through once more, since it is of this minute.
  let turns = 0;
  let others = setImmediate(function next() {
    turns++;
    others = setImmediate(next);
  });
  onTestFinished(() => clearImmediate(others));
  expect(await signRecord(given.services)).toBe(0);
  expect(turns).toBeGreaterThan(6);
});

test("nothing that names a person is hashed: the chain holds without it, and finds it changed", async () => {
  const { given } = await givenRecord();
  const hashed = (await linesOf(given)).map((line) => JSON.stringify({ ...line, personal: null }));
  expect(hashed.filter((line) => /Anna|Chargeback|Ines/.test(line))).toEqual([]);
  await tamper(given, sql`update events set personal = null`);
  expect(await checkRecord(given.services)).toMatchObject({ faults: [], erased: 8 });
});

/** What somebody with the database and without the secret may do, and what of it is told. */
const TAMPERING: Readonly<Record<string, [(ids: readonly [string, string]) => RawBuilder<unknown>, RegExp[]]>> = {
  "an event is changed": [
    ([id]) => sql`update events set data = '{}' where license_id = ${id} and number = 2`,
    [/License .*: event 2 \(activation\.created, 10 Mar 2026, 09:30 UTC\) is not what was recorded/],
  ],
  "an event happened at another time": [
    ([id]) => sql`update events set at = at - 1000 where license_id = ${id} and number = 4`,
    [/event 4 \(license\.suspended, .*\) is not what was recorded/],
  ],
  "an event is somebody else's": [
    ([id]) => sql`update events set actor_kind = 'application' where license_id = ${id} and number = 4`,
    [/event 4 .* is not what was recorded/],
  ],
  "what an event tells of a person is changed": [
    ([id]) =>
      sql`update events set personal = replace(personal, 'Anna', 'Emma') where license_id = ${id} and number = 2`,
    [/event 2 .* was changed: its name is another one/],
  ],
  "what an event tells of a person is no text any more": [
    ([id]) => sql`update events set personal = 'x' where license_id = ${id} and number = 2`,
    [/event 2 .* was changed/],
  ],
  "an event is removed": [
    ([id]) => sql`delete from events where license_id = ${id} and number = 3`,
    [/License .*: event 3 is missing/],
  ],
  "the first events are removed": [
    ([id]) => sql`delete from events where license_id = ${id} and number <= 2`,
    [/events 1 to 2 are missing/],
  ],
  "the last event is cut off": [
    ([id]) => sql`delete from events where license_id = ${id} and number = 4`,
    [/the end is cut off behind event 3: 4 were recorded/],
  ],
  "all events of a license are removed": [
    ([id]) => sql`delete from events where license_id = ${id}`,
    [/all events are gone: 4 were recorded/],
  ],
  "two events are exchanged": [
    ([id]) => sql`update events set number = 5 - number where license_id = ${id} and number in (2, 3)`,
    [/event 2 .* is not what/, /event 3 .* is not what/, /event 4 .* is not what/],
  ],
  "an event is another license's": [
    ([id, other]) => sql`update events set license_id = ${other} where license_id = ${id} and number = 3`,
    [/event 3 is missing/, /event 3 .* is not what/, /event 3 .* is there twice/, /event 4 .* is not what/],
  ],
  "an event is put in beside the chain": [
    ([id]) => sql`update events set number = null where license_id = ${id} and number = 3`,
    [/stands outside of the chain/, /event 3 is missing/],
  ],
  "the license says that less was recorded": [
    ([id]) => sql`update licenses set chain_length = 3 where id = ${id}`,
    [/3 events were recorded, and there are 4/],
  ],
  "a checkpoint is removed": [() => sql`delete from checkpoints where number = 1`, [/^Checkpoint 1 is missing/]],
  "a checkpoint is changed": [
    () => sql`update checkpoints set heads = '[]' where number = 1`,
    [/checkpoint 1 .* was changed: its signature does not fit/, /checkpoint 2 .* does not follow/],
  ],
  "the newest checkpoint is changed": [
    () => sql`update checkpoints set at = at + 1 where number = 2`,
    [/checkpoint 2 .* was changed/],
  ],
};

describe("what is told when", () => {
  test.each(Object.entries(TAMPERING))("%s", async (_what, [change, told]) => {
    const { given, ids } = await givenRecord();
    await tamper(given, change(ids));
    const { faults } = await checkRecord(given.services);
    const texts = faults.map(({ chain, text }) => (chain === null ? text : `License ${chain}: ${text}`));
    expect(texts).toHaveLength(told.length);
    for (const pattern of told) expect(texts).toContainEqual(expect.stringMatching(new RegExp(pattern.source, "i")));
  });
});

test("no field of any event or checkpoint can be changed, and no line be left out, without its being told", async () => {
  const { given } = await givenRecord();
  await signRecord(given.services);
  const lines = await linesOf(given);
  for (const [index, line] of lines.entries()) {
    // Without the newest checkpoint it is the record of a while ago: whoever has noted it finds out.
    if (index !== lines.length - 1 && line.kind === "event")
      expect(check(given, lines.toSpliced(index, 1)).faults, JSON.stringify(line)).not.toEqual([]);
    for (const field of Object.keys(line).filter((name) => name !== "kind"))
      for (const changed of changesOf(line, field))
        expect(check(given, lines.with(index, changed)).faults, `${field} of ${JSON.stringify(line)}`).not.toEqual([]);
  }
});

test("a chain that was written anew from its first event on is found by what was signed", async () => {
  const { given, ids } = await givenRecord();
  const lines = rewritten(await linesOf(given), ids[0]);
  expect(check(given, lines).faults).toMatchObject([
    { text: expect.stringMatching(/^the first 3 events are not those that checkpoint 1 of .* has signed/) },
  ]);
  // Signed with a key of one's own, it is signed, and by nobody who counts.
  const [stranger, keep] = [createVault("somebody else's secret, long enough"), given.services.vault];
  await tamper(given, sql`delete from checkpoints`);
  await signRecord({ ...given.services, vault: { ...stranger, writeWith: () => true } });
  expect((await checkRecord(given.services)).faults).toMatchObject([
    { text: expect.stringMatching(/^checkpoint 1 of .* is not signed with this installation's key/) },
  ]);
  await expect(signRecord({ ...given.services, vault: keep })).rejects.toThrow(ForeignCheckpoint);
});

test("when the secret is changed, the new one vouches for what the former has signed, and for nothing else", async () => {
  const [former, latter] = ["the former secret, which is long enough", "the latter secret, which is long enough"];
  const { given } = await givenRecord({ KEYWRIGHT_SECRET: former });
  const knowing = (current: string, previous?: string): Given => {
    const vault = createVault(current, previous);
    // As every start does.
    vault.writeWith(given.services.vault.checks.current);
    return new Given({ ...given.services, vault }, given.clock);
  };
  await signRecord(given.services);
  const both = knowing(latter, former);
  // As long as the former one is in use, it signs, whoever knows another.
  expect(await signRecord(both.services)).toBe(0);
  expect((await checkRecord(both.services)).faults).toEqual([]);
  expect((await checkRecord(knowing(latter).services)).faults).toHaveLength(1);

  await rotateSecret(both.as(OPERATOR));
  const after = knowing(latter);
  expect(await checkRecord(after.services)).toMatchObject({ faults: [], checkpoints: 4, hasFormerKeys: true });
  await signRecord(after.services);
  expect(await checkRecord(after.services)).toMatchObject({ faults: [], hasFormerKeys: true });
  // The former secret is worth nothing any more.
  await after.token();
  await expect(signRecord(given.services)).rejects.toThrow();
  expect((await checkRecord(given.services)).faults).not.toEqual([]);
  await tamper(given, sql`update checkpoints set at = at + 1 where number = 1`);
  expect((await checkRecord(after.services)).faults).not.toEqual([]);
});

test("a record whose end was cut off with its checkpoints is found by whoever has noted one", async () => {
  const { given, ids } = await givenRecord();
  const { last } = await checkRecord(given.services);
  if (last === null) throw new Error("there is no checkpoint");
  expect((await checkRecord(given.services, last)).faults).toEqual([]);
  await tamper(given, sql`delete from checkpoints where number = 2`);
  for (const [index, id] of ids.entries()) {
    await tamper(given, sql`delete from events where license_id = ${id} and number = 4`);
    const { hash } = (await given.eventRows()).filter(({ license_id }) => license_id === id).at(-1) ?? {};
    await tamper(given, sql`update licenses set chain_length = 3, chain_hash = ${hash} where id = ${ids[index]}`);
  }
  expect((await checkRecord(given.services)).faults).toEqual([]);
  expect((await checkRecord(given.services, last)).faults).toMatchObject([
    { text: "checkpoint 2, which was noted, is missing: the end of the record was cut off" },
  ]);
});

test("events that come late, since another machine's clock is ahead, are in their place", async () => {
  const { given } = await givenRecord();
  const { license, key } = await given.license();
  given.clock.move({ seconds: 30 });
  await device(given, key, "one");
  given.clock.move({ seconds: -20 });
  await device(given, key, "two");
  const lines = await linesOf(given);
  const [one, two] = lines.filter((line) => line.kind === "event" && line.about.licenseId === license.id).slice(-2);
  const turned = lines.map((line) => (line === one ? two : line === two ? one : line)) as RecordLine[];
  expect(check(given, turned).faults).toEqual([]);
});

function changesOf(line: RecordLine, field: string): RecordLine[] {
  const value = (line as unknown as Record<string, unknown>)[field];
  const others =
    field === "about"
      ? Object.keys(value as object).map((subject) => ({ ...(value as object), [subject]: "another" }))
      : field === "heads"
        ? ["[]"]
        : typeof value === "number"
          ? [value + 1]
          : field === "personal"
            ? value === null
              ? []
              : [String(value).replace("[", '["x",')]
            : [value === null ? "x" : `x${value}`];
  return others.map((other) => ({ ...line, [field]: other }) as RecordLine);
}

/** As somebody would write it who knows how chains are made. */
function rewritten(lines: readonly RecordLine[], licenseId: string): RecordLine[] {
  let previous = "";
  return lines.map((line) => {
    if (line.kind !== "event" || line.about.licenseId !== licenseId) return line;
    const content = { ...line, actorId: "somebody else" } as RecordedEvent & { number: number };
    previous = hashOfEvent(previous, content);
    return { ...line, ...content, hash: previous };
  });
}

async function tamper({ services }: Given, change: RawBuilder<unknown>): Promise<void> {
  await services.store.transaction(async (tx) => {
    await change.execute(tx);
    return { end: "commit", value: undefined };
  });
}
