import { expect, test } from "vitest";
import { write } from "#actions/context.ts";
import { createApp } from "#app.ts";
import { MOST_TRIES } from "#domain/mails/retry.ts";
import { refuse } from "#domain/refusal.ts";
import { givenDatabase } from "#test/database.ts";
import { Given, givenInstallation, givenServer, givenSettings, OPERATOR, TestClock } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { expectOutbox, mailTo, outboxOf, writeMails } from "#test/outbox.ts";

const INES = "ines@northlight.example";
const AIKO = "aiko@kitasound.example";

test("a mail that a change writes is sent at once, and its content is forgotten", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  await writeMails(given, [mailTo(INES)]);
  const mail = await mailServer.nextMail();
  expect(mail).toMatchObject({ from: "keys@halcyon.example", to: [INES], subject: "A letter" });
  expect(mail.text).toContain(`A secret for ${INES}`);
  const sent = { recipient: INES, state: "sent", tries: 1, content_sealed: null, next_try_at: null, last_error: null };
  await expectOutbox(given, [sent]);
});

test("a change that is refused or fails writes no mail, and what is written can't be read without the secret", async () => {
  const given = await givenInstallation(mailSettings({ url: "smtp://127.0.0.1:1" }));
  await write(given.as(OPERATOR), "admin", async () => refuse("NOT_FOUND", "no"));
  const failing = write(given.as(OPERATOR), "admin", async (tx) => {
    await tx
      .selectFrom("nothing" as "users")
      .selectAll()
      .execute();
    return { value: true, events: [], mails: [mailTo(INES)] };
  });
  await expect(failing).rejects.toThrow();
  expect(await outboxOf(given)).toEqual([]);

  await writeMails(given, [mailTo(INES)]);
  const [mail] = await outboxOf(given);
  expect(mail).toMatchObject({ state: "waiting", tries: 0, recipient: INES });
  expect(Buffer.from(mail?.content_sealed ?? "").includes("secret")).toBe(false);
});

test("a server that asks to try later gets the same mail again, when its time has come", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  mailServer.plan.push({ at: "RCPT TO", code: 451, words: "Greylisted" }, "hang up");
  await writeMails(given, [mailTo(INES)]);
  const waiting = { state: "waiting", content_sealed: expect.anything() };
  await expectOutbox(given, [{ ...waiting, tries: 1, last_error: expect.stringMatching(/answered: 451 Greylisted/) }]);
  const [{ id, next_try_at } = { id: "", next_try_at: 0 }] = await outboxOf(given);
  expect(next_try_at).toBe(given.clock.now().add({ seconds: 2 }).epochMilliseconds);

  given.clock.move({ seconds: 2 });
  await expectOutbox(given, [{ ...waiting, tries: 2, last_error: expect.stringMatching(/hung up|closed/) }]);
  expect(mailServer.mails).toEqual([]);

  given.clock.move({ seconds: 15 });
  expect(await mailServer.nextMail()).toMatchObject({ to: [INES], messageId: `<${id}@halcyon.example>` });
  await expectOutbox(given, [{ state: "sent", tries: 3, content_sealed: null, last_error: null }]);
});

test("a mail that the server refuses for good is given up at once, with the server's words, and the others go out", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  mailServer.plan.push({ at: "RCPT TO", code: 550, words: "No such mailbox" });
  await writeMails(given, [mailTo(INES)]);
  const refused = {
    state: "failed",
    tries: 1,
    content_sealed: null,
    next_try_at: null,
    settled_at: given.clock.now().epochMilliseconds,
    last_error: expect.stringMatching(/answered: 550 No such mailbox/),
  };
  await expectOutbox(given, [refused]);
  await writeMails(given, [mailTo(AIKO)]);
  expect(await mailServer.nextMail()).toMatchObject({ to: [AIKO] });
  await expectOutbox(given, [refused, { state: "sent" }]);
});

test("a server that is away loses nothing: all is sent when it is back", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  await mailServer.stop();
  const people = Array.from({ length: 9 }, (_, number) => `customer-${number}@example.com`);
  await writeMails(
    given,
    people.map((person) => mailTo(person)),
  );
  const waiting = { state: "waiting", tries: 1, last_error: expect.stringMatching(/can't be reached/) };
  await expectOutbox(
    given,
    people.map(() => waiting),
  );
  await mailServer.start();
  given.clock.move({ seconds: 2 });
  await expectOutbox(
    given,
    people.map(() => ({ state: "sent", tries: 2 })),
  );
  expect(mailServer.mails.map(({ to }) => to[0]).sort()).toEqual(people);
});

test("a caller whom the server keeps hanging holds up nobody else", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  mailServer.plan.push("hang");
  await writeMails(given, [mailTo(INES)]);
  expect(await mailServer.nextCaller()).toBe("hang");
  await writeMails(given, [mailTo(AIKO)]);
  expect(await mailServer.nextMail()).toMatchObject({ to: [AIKO] });
  await expectOutbox(given, [{ state: "waiting", tries: 1 }, { state: "sent" }]);
  mailServer.hangUp();
  await expectOutbox(given, [{ state: "waiting", last_error: expect.stringMatching(/hung up|closed/) }, {}]);
});

test("a mail to nobody is dropped, and one that comes too late is given up unsent", async () => {
  const mailServer = await givenMailServer();
  const given = await givenServer(mailSettings(mailServer));
  const late = mailTo(INES, { usefulUntil: given.clock.now() });
  await writeMails(given, [mailTo(null), late, mailTo(AIKO)]);
  expect(await mailServer.nextMail()).toMatchObject({ to: [AIKO] });
  await expectOutbox(given, [
    { recipient: INES, state: "unsent", content_sealed: null, last_error: expect.stringMatching(/of no use any more/) },
    { recipient: AIKO, state: "sent" },
  ]);
  expect(mailServer.mails).toHaveLength(1);
});

test("an installation that stops breaks off what hangs, and the next one sends it", async () => {
  const mailServer = await givenMailServer();
  const environment = { ...(await givenDatabase()), ...mailSettings(mailServer) };
  const clock = new TestClock();
  const stopped = await createApp(await givenSettings(environment), clock);
  mailServer.plan.push("hang");
  await writeMails(new Given(stopped.services, clock), [mailTo(INES)]);
  expect(await mailServer.nextCaller()).toBe("hang");
  await stopped.close();

  const next = await givenServer(environment);
  await expectOutbox(next, [
    { state: "waiting", tries: 1, last_error: "Keywright was stopped while it sent the mail." },
  ]);
  next.clock.move({ seconds: 2 });
  expect(await mailServer.nextMail()).toMatchObject({ to: [INES] });
});

test("without a mail server, mails wait for one", async () => {
  const database = await givenDatabase();
  await writeMails(await givenInstallation(database), [mailTo(INES)]);
  const mailServer = await givenMailServer();
  await givenServer({ ...database, ...mailSettings(mailServer) });
  expect(await mailServer.nextMail()).toMatchObject({ to: [INES] });
});

test("a mail whose tries never came to an end is given up one day", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  await writeMails(given, [mailTo(INES)]);
  await given.services.store.transaction(async (tx) => ({
    end: "commit",
    value: await tx.updateTable("outbox").set({ tries: MOST_TRIES }).execute(),
  }));
  await givenServer({ ...database, ...mailSettings(mailServer) });
  await expectOutbox(given, [
    { state: "failed", content_sealed: null, last_error: expect.stringMatching(/too often/) },
  ]);
  expect(mailServer.mails).toEqual([]);
});
