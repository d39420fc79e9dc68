import { expect, test } from "vitest";
import { type Actor, may, PORTAL_SCOPES, type PortalScope, SCOPES } from "#domain/actor.ts";

const token = (scope: (typeof SCOPES)[number]): Actor => ({ kind: "token", id: "t", name: "shop", scope });

test.each([
  [{ kind: "application" } as const, ["license"]],
  [token("license"), ["license"]],
  [token("read"), ["license", "read"]],
  [token("write"), ["license", "read", "write"]],
  [token("admin"), ["license", "read", "write", "admin"]],
  [{ kind: "operator" } as const, ["license", "read", "write", "admin"]],
])("%o may do exactly %o", (actor, scopes) => {
  expect(SCOPES.filter((scope) => may(actor, scope))).toEqual(scopes);
});

const customer = (scope: PortalScope): Actor => ({ kind: "customer", id: "c", name: "Ines", scope, licenseId: null });

test.each([
  [customer("devices"), ["devices"]],
  [customer("portal"), ["devices", "portal"]],
  [token("admin"), []],
  [{ kind: "operator" } as const, []],
  [{ kind: "application" } as const, []],
])("in the portal, %o may do exactly %o", (actor, scopes) => {
  expect(PORTAL_SCOPES.filter((scope) => may(actor, scope))).toEqual(scopes);
  if (actor.kind === "customer") expect(SCOPES.filter((scope) => may(actor, scope))).toEqual([]);
});
