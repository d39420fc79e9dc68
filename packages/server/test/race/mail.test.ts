import { expect, test } from "vitest";
import { createOwner } from "#actions/users/create-owner.ts";
import { givenDatabase } from "#test/database.ts";
import { GivenServer, givenInstallation, givenServer, OPERATOR, OWNER } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { expectOutbox, mailTo, writeMails } from "#test/outbox.ts";
import { startProcess } from "#test/process.ts";
import { tally } from "#test/race/processes.ts";

const MAILS = 40;

test("of several processes, one sends each mail", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const environment = { ...database, ...mailSettings(mailServer) };
  const processes = await Promise.all([
    startProcess(environment),
    startProcess(environment),
    startProcess(environment),
  ]);

  given.clock.set(machineTime().toString());
  const people = Array.from(
    { length: MAILS },
    (_, number) => `customer-${String(number).padStart(2, "0")}@example.com`,
  );
  await writeMails(
    given,
    people.map((person) => mailTo(person)),
  );
  await expectOutbox(
    given,
    people.map((recipient) => ({ recipient, state: "sent", tries: 1 })),
  );

  // What any of them still had under way is done when they are gone.
  for (const process of processes) expect(await process.kill("SIGTERM")).toBe(0);
  expect(tally(mailServer.mails.flatMap(({ to }) => to))).toEqual(
    Object.fromEntries(people.map((person) => [person, 1])),
  );
});

test("a mail whose process was killed after the commit is sent by the next one", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  await createOwner(given.as(OPERATOR), OWNER);
  await mailServer.stop();
  const environment = { ...database, ...mailSettings(mailServer), KEYWRIGHT_LOG_LEVEL: "error" };
  const killed = await startProcess(environment);
  const asked = await new GivenServer(given.services, given.clock, killed.url).call(
    "POST",
    "/api/auth/request-password-reset",
    { body: { email: OWNER.email } },
  );
  expect(asked.status).toBe(200);
  await killed.kill("SIGKILL");

  await mailServer.start();
  // It may have tried already, or have been about to: the next one waits as long as for any server that was away.
  const next = await givenServer(environment);
  next.clock.set(machineTime().add({ minutes: 5 }).toString());
  expect(await mailServer.nextMail()).toMatchObject({ to: [OWNER.email], subject: "Choose a new password" });
  await expectOutbox(given, [{ state: "sent" }]);
});

test("a mail whose process was killed while it sent is sent by another one, once its lease has run out", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const environment = { ...database, ...mailSettings(mailServer) };
  const given = await givenInstallation(database);
  const killed = await startProcess(environment);
  mailServer.plan.push("hang");
  given.clock.set(machineTime().toString());
  await writeMails(given, [mailTo("ines@northlight.example")]);
  expect(await mailServer.nextCaller()).toBe("hang");
  await killed.kill("SIGKILL");

  const next = await givenServer(environment);
  next.clock.set(machineTime().toString());
  await expectOutbox(next, [{ state: "waiting", tries: 1, next_try_at: expect.any(Number) }]);
  expect(mailServer.mails).toEqual([]);
  next.clock.move({ minutes: 2 });
  expect(await mailServer.nextMail()).toMatchObject({ to: ["ines@northlight.example"] });
  await expectOutbox(next, [{ state: "sent", tries: 2 }]);
});

/** What the processes go by. */
function machineTime(): Temporal.Instant {
  return Temporal.Now.instant().round("millisecond");
}
