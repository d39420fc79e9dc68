import { describe, expect, test } from "vitest";
import { writeStamps } from "#actions/stamps/write.ts";
import { acceptInvitation, openInvitation } from "#actions/users/accept-invitation.ts";
import { changeRole } from "#actions/users/change-role.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { invite } from "#actions/users/invite.ts";
import { listAllUsers } from "#actions/users/list.ts";
import { listOpenInvitations } from "#actions/users/list-invitations.ts";
import { removeUser } from "#actions/users/remove.ts";
import { withdrawInvitation } from "#actions/users/withdraw-invitation.ts";
import type { Actor, Role } from "#domain/actor.ts";
import type { User } from "#domain/users/user.ts";
import { type Given, givenInstallation, OPERATOR, OWNER, taken } from "#test/given.ts";
import { outboxOf } from "#test/outbox.ts";
import { WITH_MAIL } from "#test/portal.ts";

const page = { limit: 10, before: null };
const NOOR = { name: "Noor Haddad", password: "quiet staple orange" };
const PAGE = "https://licenses.example.com/invitation";

/** An installation with its owner, who acts. */
async function givenOwner(environment: Record<string, string> = {}) {
  const given = await givenInstallation(environment);
  const owner = taken(await createOwner(given.as(OPERATOR), OWNER));
  const as = (user: User) => given.as({ kind: "user", ...user } satisfies Actor);
  return { given, owner, as, asOwner: as(owner) };
}

async function invited(given: Given, email = "noor@example.com", role: Role = "support"): Promise<string> {
  const { link } = taken(await invite(given.as(OPERATOR), { email, role, page: PAGE }));
  return link.slice(PAGE.length + 1);
}

async function givenUser(given: Given, email: string, role: Role): Promise<User> {
  return taken(await acceptInvitation(given.services, { ...NOOR, token: await invited(given, email, role) }));
}

describe("an invitation", () => {
  test("makes an account with its role, for whoever has its link, once", async () => {
    const { given, asOwner } = await givenOwner();
    const sent = taken(await invite(asOwner, { email: " Noor@Example.com ", role: "support", page: PAGE }));
    expect(sent).toMatchObject({
      invitation: { email: "noor@example.com", role: "support", invitedBy: OWNER.name },
      mailed: false,
    });
    const token = sent.link.slice(PAGE.length + 1);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await given.stored()).not.toContain(token);
    expect(taken(await openInvitation(given.services, token))).toEqual(sent.invitation);

    const user = taken(await acceptInvitation(given.services, { ...NOOR, token }));
    expect(user).toMatchObject({ name: NOOR.name, email: "noor@example.com", role: "support" });
    expect((await given.eventRows()).slice(1)).toMatchObject([
      { type: "user.invited", actor_name: OWNER.name, data: '{"email":"noor@example.com","role":"support"}' },
      { type: "user.created", actor_id: user.id, user_id: user.id, data: '{"name":"Noor Haddad","role":"support"}' },
    ]);
    expect(taken(await listOpenInvitations(asOwner, page)).items).toEqual([]);
    const { items } = taken(await listAllUsers(asOwner, page));
    expect(items.map(({ email, role }) => [email, role])).toEqual([
      ["noor@example.com", "support"],
      [OWNER.email, "owner"],
    ]);
    expect(await given.stored()).not.toContain(NOOR.password);

    const before = await given.stored();
    expect(await acceptInvitation(given.services, { ...NOOR, token })).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await given.stored()).toBe(before);
  });

  test("makes one account when it is used twice at once", async () => {
    const { given } = await givenOwner();
    const token = await invited(given);
    const outcomes = await Promise.all([1, 2, 3].map(() => acceptInvitation(given.services, { ...NOOR, token })));
    expect(outcomes.filter((outcome) => "refusal" in outcome)).toHaveLength(2);
    expect((await given.events()).filter((type) => type === "user.created")).toHaveLength(2);
  });

  test("works for three days", async () => {
    const { given, asOwner } = await givenOwner();
    const token = await invited(given);
    given.clock.move({ days: 2, hours: 23, minutes: 59 });
    taken(await openInvitation(given.services, token));
    given.clock.move({ minutes: 1 });
    const before = await given.stored();
    expect(await openInvitation(given.services, token)).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await acceptInvitation(given.services, { ...NOOR, token })).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await given.stored()).toBe(before);
    // It is shown until it is withdrawn or sent again, so that nobody wonders where it went.
    expect(taken(await listOpenInvitations(asOwner, page)).items).toHaveLength(1);
  });

  test("opens to its own token alone: no bit of it can be changed", async () => {
    const { given } = await givenOwner();
    const token = await invited(given);
    const bytes = Buffer.from(token, "base64url");
    const changed = Array.from(bytes, (_, at) =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))).toString("base64url"),
    );
    for (const wrong of [...changed, "", "x", token.slice(1), `${token}A`, `${token} `, "é".repeat(43)])
      expect(await openInvitation(given.services, wrong)).toMatchObject({ refusal: "UNAUTHORIZED" });
  });

  test("that is withdrawn lets nobody in", async () => {
    const { given, asOwner } = await givenOwner();
    const token = await invited(given);
    const { id, email } = taken(await openInvitation(given.services, token));
    taken(await withdrawInvitation(asOwner, id));
    expect(await openInvitation(given.services, token)).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(await withdrawInvitation(asOwner, id)).toMatchObject({ refusal: "INVITATION_NOT_FOUND" });
    expect((await given.eventRows()).at(-1)).toMatchObject({
      type: "user.invitation_withdrawn",
      data: JSON.stringify({ email }),
    });
  });

  test("for somebody who is invited already takes the place of the first, with its own role", async () => {
    const { given, asOwner } = await givenOwner();
    const first = await invited(given, "noor@example.com", "admin");
    const second = await invited(given, "NOOR@example.com", "read_only");
    expect(await openInvitation(given.services, first)).toMatchObject({ refusal: "UNAUTHORIZED" });
    expect(taken(await acceptInvitation(given.services, { ...NOOR, token: second })).role).toBe("read_only");
    expect((await given.events()).slice(1, 4)).toEqual(["user.invited", "user.invitation_withdrawn", "user.invited"]);
    expect(await invite(asOwner, { email: "noor@example.com", role: "support", page: PAGE })).toMatchObject({
      errors: { email: ["Has an account already."] },
    });
    expect(await invite(asOwner, { email: "not an address", role: "support", page: PAGE })).toMatchObject({
      errors: { email: [expect.any(String)] },
    });
  });

  test("is mailed where the server sends mail, with what it needs and nothing that outlives it", async () => {
    const { given, asOwner } = await givenOwner(WITH_MAIL);
    const sent = taken(await invite(asOwner, { email: "noor@example.com", role: "support", page: PAGE }));
    expect(sent.mailed).toBe(true);
    const [mail] = await outboxOf(given);
    expect(mail).toMatchObject({
      kind: "invitation",
      recipient: "noor@example.com",
      useful_until: sent.invitation.expiresAt.epochMilliseconds,
    });
    expect(await given.stored()).not.toContain(sent.link);
  });
});

describe("a role", () => {
  test("is changed by an owner, and the change is on record", async () => {
    const { given, asOwner } = await givenOwner();
    const { id } = await givenUser(given, "noor@example.com", "read_only");
    expect(taken(await changeRole(asOwner, { id, role: "admin" }))).toMatchObject({ id, role: "admin" });
    expect((await given.eventRows()).at(-1)).toMatchObject({
      type: "user.role_changed",
      user_id: id,
      data: '{"role":{"from":"read_only","to":"admin"}}',
    });
    expect(await given.eventsOf(() => changeRole(asOwner, { id, role: "admin" }))).toEqual([]);
    expect(await changeRole(asOwner, { id: "nobody", role: "admin" })).toMatchObject({ refusal: "USER_NOT_FOUND" });
  });

  test.each(["admin", "support", "read_only"] as const)("nobody who is %s makes themselves more", async (role) => {
    const { given, as } = await givenOwner();
    const user = await givenUser(given, "noor@example.com", role);
    const before = await given.stored();
    for (const attempt of [
      changeRole(as(user), { id: user.id, role: "owner" }),
      invite(as(user), { email: "friend@example.com", role: "owner", page: PAGE }),
      removeUser(as(user), user.id),
    ])
      expect(await attempt).toMatchObject({ refusal: "FORBIDDEN" });
    expect(await given.stored()).toBe(before);
  });
});

describe("there is one owner at least", () => {
  test("the only one can be neither removed nor given another role, not by the command line either", async () => {
    const { given, owner, asOwner } = await givenOwner();
    await givenUser(given, "noor@example.com", "admin");
    const before = await given.stored();
    for (const context of [asOwner, given.as(OPERATOR)]) {
      expect(await changeRole(context, { id: owner.id, role: "admin" })).toMatchObject({ refusal: "LAST_OWNER" });
      expect(await removeUser(context, owner.id)).toMatchObject({ refusal: "LAST_OWNER" });
    }
    expect(await given.stored()).toBe(before);
  });

  test("it is handed over: the next one takes the place, and the first can go", async () => {
    const { given, owner, as, asOwner } = await givenOwner();
    const noor = await givenUser(given, "noor@example.com", "admin");
    taken(await changeRole(asOwner, { id: noor.id, role: "owner" }));
    taken(await removeUser(as({ ...noor, role: "owner" }), owner.id));
    expect(taken(await listAllUsers(given.as(OPERATOR), page)).items).toMatchObject([{ id: noor.id, role: "owner" }]);
  });

  test("of owners who remove or demote each other at once, one stays", async () => {
    const { given, owner, asOwner } = await givenOwner();
    const others = [await givenUser(given, "a@example.com", "owner"), await givenUser(given, "b@example.com", "owner")];
    const outcomes = await Promise.all([
      ...[owner, ...others].map(({ id }) => changeRole(asOwner, { id, role: "support" })),
      ...[owner, ...others].map(({ id }) => removeUser(given.as(OPERATOR), id)),
    ]);
    expect(outcomes.some((outcome) => "refusal" in outcome && outcome.refusal === "LAST_OWNER")).toBe(true);
    const { items } = taken(await listAllUsers(given.as(OPERATOR), page));
    expect(items.filter(({ role }) => role === "owner")).toHaveLength(1);
  });
});

describe("somebody who is removed", () => {
  test("is not there any more, and what they did stays on record under their name", async () => {
    const { given, as, asOwner } = await givenOwner();
    const noor = await givenUser(given, "noor@example.com", "owner");
    await invite(as(noor), { email: "friend@example.com", role: "support", page: PAGE });
    expect(taken(await removeUser(asOwner, noor.id))).toMatchObject({ name: NOOR.name });
    expect((await given.eventRows()).slice(-2)).toMatchObject([
      { type: "user.invited", actor_id: noor.id, actor_name: NOOR.name },
      { type: "user.removed", user_id: noor.id, data: expect.stringContaining('"sessionsEnded":0') },
    ]);
    expect(await removeUser(asOwner, noor.id)).toMatchObject({ refusal: "USER_NOT_FOUND" });
    // The address is free again.
    await givenUser(given, "noor@example.com", "read_only");
  });
});

test("when somebody was last seen is told once it is written, without an event, and never moves back", async () => {
  const { given, owner, asOwner } = await givenOwner();
  const seen = async () => taken(await listAllUsers(asOwner, page)).items[0]?.seenAt?.toString();
  expect(await seen()).toBeUndefined();
  for (const days of [0, -1]) {
    given.clock.move({ days });
    given.services.stamps.userSeen(owner.id, given.clock.now());
    expect(await given.eventsOf(() => writeStamps(given.services))).toEqual([]);
    expect(await seen()).toBe("2026-03-10T09:30:00Z");
  }
});
