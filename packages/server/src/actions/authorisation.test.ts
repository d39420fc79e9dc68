import { readdirSync } from "node:fs";
import { ROLES, TOKEN_SCOPES } from "@keywright/contract/scopes";
import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import { listActivationsOfLicense } from "#actions/activations/list.ts";
import { revoke } from "#actions/activations/revoke.ts";
import type { Context } from "#actions/context.ts";
import { createCustomer } from "#actions/customers/create.ts";
import { editCustomer } from "#actions/customers/edit.ts";
import { eraseCustomer } from "#actions/customers/erase.ts";
import { exportCustomer } from "#actions/customers/export.ts";
import { getCustomer } from "#actions/customers/get.ts";
import { identifyCustomer } from "#actions/customers/identify.ts";
import { searchCustomers } from "#actions/customers/list.ts";
import { listActivationsOf } from "#actions/customers/list-activations.ts";
import { searchEvents } from "#actions/events/list.ts";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { explainLicense } from "#actions/licenses/explain.ts";
import { findLicenseOfKey } from "#actions/licenses/find.ts";
import { getLicense } from "#actions/licenses/get.ts";
import { searchLicenses } from "#actions/licenses/list.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { restoreLicense } from "#actions/licenses/restore.ts";
import { revealKey } from "#actions/licenses/reveal-key.ts";
import { sendKey } from "#actions/licenses/send-key.ts";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import { validate } from "#actions/licenses/validate.ts";
import { editMailSettings } from "#actions/mails/edit-settings.ts";
import { getMailServer } from "#actions/mails/get-server.ts";
import { getMailSettings } from "#actions/mails/get-settings.ts";
import { searchMails } from "#actions/mails/list.ts";
import { previewMail } from "#actions/mails/preview.ts";
import { sendMailAgain } from "#actions/mails/send-again.ts";
import { sendMailNow } from "#actions/mails/send-now.ts";
import { getOrder } from "#actions/orders/get.ts";
import { searchOrders } from "#actions/orders/list.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { getOverview } from "#actions/overview/get.ts";
import { createPlan } from "#actions/plans/create.ts";
import { editPlan } from "#actions/plans/edit.ts";
import { getPlan } from "#actions/plans/get.ts";
import { listPlansOfProduct } from "#actions/plans/list.ts";
import { listAllPlans } from "#actions/plans/list-all.ts";
import { previewPlan } from "#actions/plans/preview.ts";
import { endDevice } from "#actions/portal/end-device.ts";
import { getOwnLicense } from "#actions/portal/get-license.ts";
import { listDevices } from "#actions/portal/list-devices.ts";
import { listOwnLicenses } from "#actions/portal/list-licenses.ts";
import { listOwnOrders } from "#actions/portal/list-orders.ts";
import { openDeviceLink } from "#actions/portal/open-device-link.ts";
import { regenerateOwnKey } from "#actions/portal/regenerate-key.ts";
import { createProduct } from "#actions/products/create.ts";
import { editProduct } from "#actions/products/edit.ts";
import { getProduct } from "#actions/products/get.ts";
import { listAllProducts } from "#actions/products/list.ts";
import { dismissSale } from "#actions/sales/dismiss.ts";
import { getSaleProviders } from "#actions/sales/get-providers.ts";
import { searchSaleEvents } from "#actions/sales/list-events.ts";
import { listUnresolvedSales } from "#actions/sales/list-unresolved.ts";
import { receiveEvent } from "#actions/sales/receive.ts";
import { resolveSale } from "#actions/sales/resolve.ts";
import { rotateSecret } from "#actions/secret/rotate.ts";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { addPasskey } from "#actions/users/add-passkey.ts";
import { beginPasskey } from "#actions/users/begin-passkey.ts";
import { beginTwoStep } from "#actions/users/begin-two-step.ts";
import { changeRole } from "#actions/users/change-role.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { getSelf } from "#actions/users/get-self.ts";
import { getSignInSettings } from "#actions/users/get-sign-in-settings.ts";
import { getTwoStep } from "#actions/users/get-two-step.ts";
import { invite } from "#actions/users/invite.ts";
import { listAllUsers } from "#actions/users/list.ts";
import { listOpenInvitations } from "#actions/users/list-invitations.ts";
import { listPasskeys } from "#actions/users/list-passkeys.ts";
import { removeUser } from "#actions/users/remove.ts";
import { removePasskey } from "#actions/users/remove-passkey.ts";
import { rename } from "#actions/users/rename.ts";
import { renamePasskey } from "#actions/users/rename-passkey.ts";
import { renewRecoveryCodes } from "#actions/users/renew-recovery-codes.ts";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import { switchOffOwnTwoStep } from "#actions/users/switch-off-own-two-step.ts";
import { switchOffTwoStep } from "#actions/users/switch-off-two-step.ts";
import { switchOnTwoStep } from "#actions/users/switch-on-two-step.ts";
import { withdrawInvitation } from "#actions/users/withdraw-invitation.ts";
import { type Actor, may, type Need, ofProduct, PORTAL_SCOPES } from "#domain/actor.ts";
import { isRefusal } from "#domain/refusal.ts";
import { APPLICATION, givenInstallation } from "#test/given.ts";

const page = { limit: 10, before: null };
const edit = { id: "x", expected: null };
const NO_BYTES = new Uint8Array();

/** Every action, by its file, with what it needs and a call of it. */
const ACTIONS: Readonly<Record<string, [Need, (context: Context) => Promise<unknown>]>> = {
  "activations/activate": [
    ofProduct("license"),
    (context) =>
      activate(context, {
        licenseKey: "k",
        name: null,
        fingerprint: null,
        metadata: {},
        customerId: null,
        productIdentifier: null,
        idempotencyKey: null,
      }),
  ],
  "activations/deactivate": [
    ofProduct("license"),
    (context) => deactivate(context, { licenseKey: "k", instanceId: "i" }),
  ],
  "activations/list": [
    ofProduct("read"),
    (context) => listActivationsOfLicense(context, { id: "x", ended: false }, page),
  ],
  "activations/revoke": [ofProduct("support"), (context) => revoke(context, { ...edit, instanceId: "i" })],
  "customers/create": [
    "support",
    (context) => createCustomer(context, { email: "a@example.com", name: null, customerId: null }),
  ],
  "customers/edit": ["support", (context) => editCustomer(context, { ...edit, change: {} })],
  "customers/erase": ["admin", (context) => eraseCustomer(context, { id: "x", endsLicenses: false })],
  "customers/export": ["admin", (context) => exportCustomer(context, "x")],
  "customers/identify": ["read", (context) => identifyCustomer(context, "x")],
  "customers/get": ["read", (context) => getCustomer(context, "x")],
  "customers/list": ["read", (context) => searchCustomers(context, {}, page)],
  "customers/list-activations": ["read", (context) => listActivationsOf(context, { id: "x", ended: false }, page)],
  "events/list": [ofProduct("read"), (context) => searchEvents(context, {}, page)],
  "licenses/deactivate": [ofProduct("support"), (context) => deactivateLicense(context, edit)],
  "licenses/edit-terms": [ofProduct("support"), (context) => editTerms(context, { ...edit, activationLimit: 1 })],
  "licenses/explain": [ofProduct("read"), (context) => explainLicense(context, { id: "x" }, null)],
  "licenses/find": [ofProduct("read"), (context) => findLicenseOfKey(context, "k")],
  "licenses/get": [ofProduct("read"), (context) => getLicense(context, "x")],
  "licenses/list": [ofProduct("read"), (context) => searchLicenses(context, {}, page)],
  "licenses/regenerate-key": [ofProduct("support"), (context) => regenerateKey(context, edit)],
  "licenses/restore": [ofProduct("support"), (context) => restoreLicense(context, { ...edit, reason: null })],
  "licenses/suspend": [ofProduct("support"), (context) => suspendLicense(context, { ...edit, reason: null })],
  "licenses/reveal-key": [ofProduct("support"), (context) => revealKey(context, "x")],
  "licenses/send-key": [ofProduct("support"), (context) => sendKey(context, "x")],
  "licenses/validate": [
    ofProduct("license"),
    (context) => validate(context, { licenseKey: "k", instanceId: null, fingerprint: null, productIdentifier: null }),
  ],
  "mails/edit-settings": [
    "write",
    (context) => editMailSettings(context, { expected: null, change: { senderName: "S" } }),
  ],
  "mails/get-server": ["read", getMailServer],
  "mails/get-settings": ["read", getMailSettings],
  "mails/list": ["read", (context) => searchMails(context, {}, page)],
  "mails/preview": ["read", (context) => previewMail(context, "expiring")],
  "mails/send-again": ["support", (context) => sendMailAgain(context, "x")],
  "mails/send-now": ["support", (context) => sendMailNow(context, "x")],
  "orders/get": [ofProduct("read"), (context) => getOrder(context, "x")],
  "orders/list": [ofProduct("read"), (context) => searchOrders(context, {}, page)],
  "orders/place": [
    ofProduct("support"),
    (context) =>
      placeOrder(context, {
        plan: { id: "x" },
        customer: { email: "a@example.com", name: null, customerId: null },
        amount: null,
      }),
  ],
  "overview/get": ["read", (context) => getOverview(context, 30)],
  "plans/create": [
    ofProduct("write"),
    (context) => createPlan(context, { productId: "x", name: "P", identifier: null, description: "", terms: null }),
  ],
  "plans/edit": [ofProduct("write"), (context) => editPlan(context, { ...edit, change: {}, terms: {} })],
  "plans/get": [ofProduct("read"), (context) => getPlan(context, "x")],
  "plans/list": [ofProduct("read"), (context) => listPlansOfProduct(context, "x", page)],
  "plans/list-all": [ofProduct("read"), (context) => listAllPlans(context, page)],
  "plans/preview": [ofProduct("read"), (context) => previewPlan(context, {})],
  "portal/end-device": ["devices", (context) => endDevice(context, { licenseId: "x", instanceId: "i" })],
  "portal/get-license": ["portal", (context) => getOwnLicense(context, "x")],
  "portal/list-devices": ["portal", (context) => listDevices(context, "x", page)],
  "portal/list-licenses": ["portal", (context) => listOwnLicenses(context, page)],
  "portal/list-orders": ["portal", (context) => listOwnOrders(context, page)],
  "portal/open-device-link": ["devices", (context) => openDeviceLink(context, "x")],
  "portal/regenerate-key": ["portal", (context) => regenerateOwnKey(context, "x")],
  "products/create": [
    "write",
    (context) => createProduct(context, { name: "P", identifier: null, keyPrefix: null, description: "", taxCode: "" }),
  ],
  "products/edit": [ofProduct("write"), (context) => editProduct(context, { ...edit, change: {} })],
  "products/get": [ofProduct("read"), (context) => getProduct(context, "x")],
  "products/list": [ofProduct("read"), (context) => listAllProducts(context, page)],
  "sales/dismiss": ["write", (context) => dismissSale(context, "x")],
  "sales/get-providers": ["read", (context) => getSaleProviders(context)],
  "sales/list-events": ["read", (context) => searchSaleEvents(context, {}, page)],
  "sales/list-unresolved": ["read", (context) => listUnresolvedSales(context, page)],
  "sales/receive": [
    "write",
    (context) =>
      receiveEvent(
        context,
        { provider: "stripe", event: "e", type: "t", at: 0, email: null, keys: [], facts: [] },
        true,
      ),
  ],
  "sales/resolve": ["write", (context) => resolveSale(context, { id: "x", planId: "x", addPrice: false })],
  "secret/rotate": ["admin", rotateSecret],
  "tokens/create": ["admin", (context) => createToken(context, { name: "t", scope: "read" })],
  "tokens/list": ["admin", (context) => listAllTokens(context, page)],
  "tokens/revoke": ["admin", (context) => revokeServerToken(context, "x")],
  "users/change-role": ["owner", (context) => changeRole(context, { id: "x", role: "admin" })],
  "users/invite": [
    "owner",
    (context) => invite(context, { email: "u@example.com", role: "support", page: "http://127.0.0.1/invitation" }),
  ],
  "users/list-invitations": ["owner", (context) => listOpenInvitations(context, page)],
  "users/remove": ["owner", (context) => removeUser(context, "x")],
  "users/withdraw-invitation": ["owner", (context) => withdrawInvitation(context, "x")],
  "users/create-owner": [
    "owner",
    (context) => createOwner(context, { name: "U", email: "u@example.com", password: "0123456789" }),
  ],
  "users/get-two-step": ["read", getTwoStep],
  "users/begin-two-step": ["read", (context) => beginTwoStep(context, "p")],
  "users/switch-on-two-step": ["read", (context) => switchOnTwoStep(context, { code: "123456", sessionId: "s" })],
  "users/switch-off-own-two-step": ["read", (context) => switchOffOwnTwoStep(context, "p")],
  "users/renew-recovery-codes": ["read", (context) => renewRecoveryCodes(context, "p")],
  "users/switch-off-two-step": ["owner", (context) => switchOffTwoStep(context, "u@example.com")],
  "users/list-passkeys": ["read", listPasskeys],
  "users/begin-passkey": ["read", (context) => beginPasskey(context, { password: "p", browser: "b" })],
  "users/add-passkey": [
    "read",
    (context) =>
      addPasskey(context, {
        name: "P",
        answer: { clientData: NO_BYTES, authenticatorData: NO_BYTES, publicKey: NO_BYTES },
        browser: "b",
        sessionId: "s",
        party: { id: "localhost", origin: "http://localhost" },
      }),
  ],
  "users/rename-passkey": ["read", (context) => renamePasskey(context, { id: "x", name: "P" })],
  "users/remove-passkey": ["read", (context) => removePasskey(context, { id: "x", password: "p" })],
  "users/get-sign-in-settings": ["owner", getSignInSettings],
  "users/require-two-step": ["owner", (context) => requireTwoStep(context, false)],
  "users/get-self": [ofProduct("read"), getSelf],
  "users/list": ["owner", (context) => listAllUsers(context, page)],
  "users/rename": ["owner", (context) => rename(context, { id: "x", name: "U" })],
  "users/reset-password": ["owner", (context) => resetPassword(context, "u@example.com")],
};

/** Files that are a step of an action or say who acts, and are never called on somebody's behalf. */
const NO_ACTIONS = [
  "activations/device-link",
  "activations/end",
  "activations/forget",
  "customers/keys-letter",
  "customers/recover-keys",
  "installation/check-secret",
  "licenses/by-key",
  "licenses/change",
  "licenses/fingerprint",
  "licenses/for-use",
  "licenses/issue",
  "licenses/key",
  "licenses/mails",
  "licenses/subjects",
  "limits/exchange",
  "mails/deliver",
  "mails/enqueue",
  "mails/html",
  "mails/remind",
  "mails/resend",
  "mails/sample",
  "mails/send-test",
  "mails/tidy",
  "mails/view",
  "mails/text",
  "orders/place-within",
  "orders/view",
  "record/check",
  "record/export",
  "record/sign",
  "portal/ask-to-sign-in",
  "portal/brand",
  "portal/own",
  "portal/session",
  "portal/sign-in-by-code",
  "portal/sign-in-by-key",
  "portal/sign-in-by-link",
  "portal/sign-in-secrets",
  "products/narrow",
  "products/portal-settings",
  "plans/prices",
  "sales/correct",
  "sales/settle",
  "sales/settled",
  "sales/unresolved",
  "stamps/stamps",
  "stamps/write",
  "tokens/authenticate",
  "tokens/known",
  "users/accept-invitation",
  "users/add",
  "users/ask-for-reset",
  "users/confirm-password",
  "users/forget-two-step",
  "users/invitation-token",
  "users/owners",
  "users/passkey-challenges",
  "users/prove-passkey",
  "users/recovery-codes",
  "users/relying-party",
  "users/replace-password",
  "users/reset-by-link",
  "users/reset-token",
  "users/second-steps",
  "users/set-up",
  "users/sign-in-tries",
];

const ACTORS: readonly Actor[] = [
  APPLICATION,
  ...ROLES.map((role): Actor => ({ kind: "user", id: "u", name: role, role })),
  ...[null, "p"].flatMap((productId) =>
    TOKEN_SCOPES.map((scope): Actor => ({ kind: "token", id: "t", name: scope, scope, productId })),
  ),
  ...PORTAL_SCOPES.map((scope): Actor => ({ kind: "customer", id: "c", name: scope, scope, licenseId: null })),
];

test("the list of actions is whole", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /^[^/]+\/[^/]+\.ts$/.test(file) && !file.endsWith(".test.ts"))
    .map((file) => file.replace(".ts", ""));
  expect(files.sort()).toEqual([...Object.keys(ACTIONS), ...NO_ACTIONS].sort());
});

describe("an actor who may not is refused, and nothing is stored", () => {
  test.each(Object.entries(ACTIONS))("%s", async (_name, [scope, call]) => {
    const given = await givenInstallation();
    for (const actor of ACTORS) {
      const before = await given.stored();
      const outcome = await call(given.as(actor));
      const refusal = isRefusal(outcome) ? outcome.refusal : null;
      if (may(actor, scope)) expect(refusal).not.toBe("FORBIDDEN");
      else {
        expect(refusal).toBe("FORBIDDEN");
        expect(await given.stored()).toBe(before);
      }
    }
  });
});
