import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { GivenServer, givenInstallation } from "#test/given.ts";
import { givenMailServer, mailSettings } from "#test/mail-server.ts";
import { expectOutbox } from "#test/outbox.ts";
import { startProcess } from "#test/process.ts";

test("a server that was killed between an order and its mail sends exactly what is owed, when it is back", async () => {
  const mailServer = await givenMailServer();
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const plan = await given.plan({ activationLimit: 5 });
  const token = await given.token("write");
  // It has no mail server, so that it is sure to be killed before it has delivered any.
  const killed = await startProcess(database);
  const shop = new GivenServer(given.services, given.clock, killed.url);
  const keys = new Map<string, string>();
  for (const name of ["ines", "aiko", "pavel"]) {
    const email = `${name}@northlight.example`;
    const { status, body } = await shop.call("POST", "/api/v1/orders", {
      token,
      body: { planId: plan.id, customer: { email } },
    });
    expect(status).toBe(201);
    keys.set(email, body.license.licenseKey);
  }
  await killed.kill("SIGKILL");

  await startProcess({ ...database, ...mailSettings(mailServer) });
  await expectOutbox(
    given,
    [...keys.keys()].map((recipient) => ({ recipient, state: "sent", content_sealed: null })),
  );
  expect(mailServer.mails.map(({ to }) => to[0]).sort()).toEqual([...keys.keys()].sort());
  for (const { to, text } of mailServer.mails) expect(text).toContain(keys.get(to[0] ?? "") ?? "no such order");
});
