import { describe, expect, test } from "vitest";
import { LETTER } from "#actions/mails/enqueue.ts";
import { askForReset } from "#actions/users/ask-for-reset.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { resetByLink } from "#actions/users/reset-by-link.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { type Given, givenInstallation, OPERATOR, OWNER, taken } from "#test/given.ts";
import { mailSettings } from "#test/mail-server.ts";
import { outboxOf } from "#test/outbox.ts";

const PAGE = "https://licenses.example.com/reset";
const NEW_PASSWORD = "staple battery horse";

/** An installation that writes mails and delivers none, so that they can be looked at. */
async function givenOwner(): Promise<Given> {
  const given = await givenInstallation(mailSettings({ url: "smtp://127.0.0.1:1" }));
  taken(await createOwner(given.as(OPERATOR), OWNER));
  return given;
}

const ask = async (given: Given, email = OWNER.email) =>
  taken(await askForReset(given.services, { email, page: PAGE }));
const reset = (given: Given, token: string, password = NEW_PASSWORD) =>
  resetByLink(given.services, { token, password });

/** The letters in the outbox, opened. */
async function lettersOf(given: Given): Promise<{ to: string | null; letter: Letter; link: string; token: string }[]> {
  return (await outboxOf(given)).map(({ id, recipient: to, content_sealed }) => {
    const letter: Letter = JSON.parse(given.services.vault.open(LETTER, content_sealed ?? new Uint8Array(), id));
    const button = letter.blocks.find((block) => block.kind === "button");
    const link = button?.link ?? "";
    return { to, letter, link, token: link.split("#")[1] ?? "" };
  });
}

async function askedToken(given: Given): Promise<string> {
  await ask(given);
  return (await lettersOf(given)).at(-1)?.token ?? "";
}

describe("asking for a link", () => {
  test("writes a mail to the user, with a link whose token stands behind the #, and no event", async () => {
    const given = await givenOwner();
    expect(await given.eventsOf(() => ask(given, " LENA@Example.com "))).toEqual([]);
    const [mail] = await lettersOf(given);
    expect(mail).toMatchObject({
      to: OWNER.email,
      link: expect.stringMatching(/^https:\/\/licenses\.example\.com\/reset#[\w-]{72}$/),
    });
    expect(await given.stored()).not.toContain(mail?.token);
    const [row] = await outboxOf(given);
    expect(row?.useful_until).toBe(given.clock.now().add({ hours: 1 }).epochMilliseconds);
  });

  test("with an e-mail that is nobody's does the same work, to nobody, and its token is worth nothing", async () => {
    const given = await givenOwner();
    await ask(given, "eve@example.com");
    await ask(given, OWNER.email);
    const [nobodys, owners] = await outboxOf(given);
    expect({ ...nobodys, id: "", recipient: null, content_sealed: null }).toEqual({
      ...owners,
      id: "",
      recipient: null,
      content_sealed: null,
    });
    const lengthBesideEmail = (row: typeof owners, email: string) => (row?.content_sealed?.length ?? 0) - email.length;
    expect(lengthBesideEmail(nobodys, "eve@example.com")).toBe(lengthBesideEmail(owners, OWNER.email));
    expect(nobodys?.recipient).toBeNull();
    const [letter] = await lettersOf(given);
    expect(await reset(given, letter?.token ?? "")).toMatchObject({ refusal: "UNAUTHORIZED" });
  });

  test("fills no mailbox: after five links within an hour there is no other", async () => {
    const given = await givenOwner();
    for (let asked = 0; asked < 8; asked++) await ask(given);
    const recipients = async () => (await outboxOf(given)).map(({ recipient }) => recipient);
    expect(await recipients()).toEqual([...Array(5).fill(OWNER.email), null, null, null]);
    given.clock.move({ hours: 1 });
    await ask(given);
    expect((await recipients()).at(-1)).toBe(OWNER.email);
  });

  test("is refused where there is no mail, and the command is named", async () => {
    const given = await givenInstallation();
    taken(await createOwner(given.as(OPERATOR), OWNER));
    const before = await given.stored();
    for (const email of [OWNER.email, "eve@example.com"])
      expect(await askForReset(given.services, { email, page: PAGE })).toMatchObject({
        refusal: "MAIL_OFF",
        detail: expect.stringContaining("keywright user reset-password"),
      });
    expect(await given.stored()).toBe(before);
  });
});

describe("a reset link", () => {
  test("gives the user the password that they chose, and is recorded as theirs", async () => {
    const given = await givenOwner();
    const token = await askedToken(given);
    given.clock.move({ minutes: 59 });
    const user = taken(await reset(given, token));
    expect(user).toMatchObject({ name: OWNER.name, email: OWNER.email });
    expect((await given.eventRows()).at(-1)).toMatchObject({
      type: "user.password_reset",
      actor_kind: "user",
      actor_id: user.id,
      user_id: user.id,
      data: JSON.stringify({ sessionsEnded: 0 }),
    });
  });

  test("works once, and every other link that was asked for ends with it", async () => {
    const given = await givenOwner();
    const [first, second] = [await askedToken(given), await askedToken(given)];
    taken(await reset(given, second));
    const before = await given.stored();
    for (const token of [second, first]) expect(await reset(given, token)).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await given.stored()).toBe(before);
  });

  test("works once, also when it is used twice at the same time", async () => {
    const given = await givenOwner();
    const token = await askedToken(given);
    const outcomes = await Promise.all([reset(given, token), reset(given, token), reset(given, token)]);
    expect(outcomes.filter((outcome) => "refusal" in outcome)).toHaveLength(2);
    expect((await given.events()).filter((type) => type === "user.password_reset")).toHaveLength(1);
  });

  test("ends after an hour, and when the password is changed in another way", async () => {
    const given = await givenOwner();
    const late = await askedToken(given);
    given.clock.move({ hours: 1 });
    expect(await reset(given, late)).toMatchObject({ refusal: "UNAUTHORIZED" });
    const overtaken = await askedToken(given);
    taken(await resetPassword(given.as(OPERATOR), OWNER.email));
    expect(await reset(given, overtaken)).toMatchObject({ refusal: "UNAUTHORIZED" });
  });

  test("can't be made from another: no bit of it can be changed, and nothing like it is one", async () => {
    const given = await givenOwner();
    const token = await askedToken(given);
    const before = await given.stored();
    const bytes = Buffer.from(token, "base64url");
    const changed = Array.from(bytes, (_, at) =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))).toString("base64url"),
    );
    for (const wrong of [...changed, "", "x", token.slice(1), `${token}A`, `${token} `, "é".repeat(72), "A".repeat(72)])
      expect(await reset(given, wrong)).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await given.stored()).toBe(before);
    taken(await reset(given, token));
  });
});
