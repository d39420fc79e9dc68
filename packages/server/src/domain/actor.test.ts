import { ROLES, SCOPES, TOKEN_SCOPES } from "@keywright/contract/scopes";
import { describe, expect, test } from "vitest";
import {
  type Actor,
  may,
  ofProduct,
  PORTAL_SCOPES,
  type PortalScope,
  type Role,
  reaches,
  roleFor,
  seesKeys,
  type TokenScope,
  tokenScopeFor,
} from "#domain/actor.ts";
import { forbidden } from "#domain/forbidden.ts";

const token = (scope: TokenScope, productId: string | null = null): Actor => ({
  ...{ kind: "token", id: "t", name: "shop" },
  ...{ scope, productId },
});
const user = (role: Role): Actor => ({ kind: "user", id: "u", name: "Lena", role });
const application: Actor = { kind: "application" };
const operator: Actor = { kind: "operator" };

describe("who may what", () => {
  test.each([
    [application, ["license"]],
    [token("license"), ["license"]],
    [token("read"), ["license", "read"]],
    [token("write"), ["license", "read", "support", "write"]],
    [token("admin"), ["license", "read", "support", "write", "admin"]],
    [user("read_only"), ["license", "read"]],
    [user("support"), ["license", "read", "support"]],
    [user("admin"), ["license", "read", "support", "write", "admin"]],
    [user("owner"), ["license", "read", "support", "write", "admin", "owner"]],
    [operator, ["license", "read", "support", "write", "admin", "owner"]],
  ])("%o may do exactly %o", (actor, scopes) => {
    expect(SCOPES.filter((scope) => may(actor, scope))).toEqual(scopes);
    expect(SCOPES.filter((scope) => may(actor, ofProduct(scope)))).toEqual(scopes);
  });

  test.each(TOKEN_SCOPES)(
    "a token for one product with the scope %s may only do what looks whose each thing is",
    (scope) => {
      expect(SCOPES.filter((each) => may(token(scope, "p"), each))).toEqual([]);
      expect(SCOPES.filter((each) => may(token(scope, "p"), ofProduct(each)))).toEqual(
        SCOPES.filter((each) => may(token(scope), each)),
      );
    },
  );

  test("a token for one product reaches what belongs to it; everybody else reaches all", () => {
    expect(["p", "q"].filter((product) => reaches(token("admin", "p"), product))).toEqual(["p"]);
    for (const actor of [token("read"), user("read_only"), operator, application])
      expect(["p", "q"].filter((product) => reaches(actor, product))).toEqual(["p", "q"]);
  });
});

const customer = (scope: PortalScope): Actor => ({ kind: "customer", id: "c", name: "Ines", scope, licenseId: null });

test.each([
  [customer("devices"), ["devices"]],
  [customer("portal"), ["devices", "portal"]],
  [token("admin"), []],
  [token("admin", "p"), []],
  [user("owner"), []],
  [operator, []],
  [application, []],
])("in the portal, %o may do exactly %o", (actor, scopes) => {
  expect(PORTAL_SCOPES.filter((scope) => may(actor, scope))).toEqual(scopes);
  if (actor.kind !== "customer") return;
  expect(SCOPES.filter((scope) => may(actor, scope) || may(actor, ofProduct(scope)))).toEqual([]);
});

test("whole keys are told to tokens that may write and to customers, whose they are, and to no person unasked", () => {
  const seeing = [
    ...ROLES.map(user),
    ...TOKEN_SCOPES.map((scope) => token(scope)),
    token("write", "p"),
    customer("portal"),
  ];
  expect(seeing.filter((actor) => !seesKeys(actor))).toEqual([
    ...ROLES.map(user),
    ...[token("license"), token("read")],
  ]);
});

test("the least token scope and the least role that cover a need cover it, and none below does", () => {
  for (const scope of SCOPES) {
    const least = tokenScopeFor(scope);
    expect(TOKEN_SCOPES.filter((each) => may(token(each), scope))).toEqual(
      least === null ? [] : TOKEN_SCOPES.slice(TOKEN_SCOPES.indexOf(least)),
    );
    expect(ROLES.filter((each) => may(user(each), scope))).toEqual(ROLES.slice(0, ROLES.indexOf(roleFor(scope)) + 1));
  }
});

test("whoever may not is told what it takes", () => {
  const told = (actor: Actor, scope: Parameters<typeof may>[1]) => forbidden(actor, scope).detail;
  expect(told(token("read"), "support")).toBe('This needs a token with the scope "write".');
  expect(told(token("admin"), "owner")).toBe("No token may do this: it takes an owner who is signed in.");
  expect(told(token("admin", "p"), "read")).toBe(
    "This token is for one product, and this call is about more than that.",
  );
  expect(told(token("read", "p"), "write")).toBe('This needs a token with the scope "write".');
  expect(told(user("read_only"), "support")).toBe(
    "Your role, read-only, does not cover this: it takes support or an admin.",
  );
  expect(told(user("admin"), "owner")).toBe("Your role, admin, does not cover this: it takes an owner.");
  expect(told(operator, "portal")).toBe("This is for customers who are signed in to the portal.");
});
