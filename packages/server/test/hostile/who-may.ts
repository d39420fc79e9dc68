/*
 * Who may call each operation, said once more by hand, and in another way than the routes and the actions say it. The
 * test fails for an operation that is not in this list.
 */

export const TOKENS = ["license", "read", "write", "admin"] as const;
export const ROLES = ["read_only", "support", "admin", "owner"] as const;

/** Who is let in. Everybody else gets 401 without an account or token, and 403 with one. */
interface Rule {
  /** The scopes of tokens that reach everything. */
  readonly tokens: readonly (typeof TOKENS)[number][];
  /** The scopes of tokens that reach one product. */
  readonly ofOneProduct: readonly (typeof TOKENS)[number][];
  readonly roles: readonly (typeof ROLES)[number][];
  readonly operations: readonly string[];
}

/** By what it lets somebody do. */
export const RULES: Readonly<Record<string, Rule>> = {
  "look at what belongs to a product": {
    tokens: ["read", "write", "admin"],
    ofOneProduct: ["read", "write", "admin"],
    roles: ["read_only", "support", "admin", "owner"],
    operations: [
      ...["getMe", "listProducts", "getProduct", "listPlans", "listAllPlans", "getPlan", "previewPlan"],
      ...["listOrders", "getOrder", "listLicenses", "getLicense", "findLicense", "explainLicense"],
      ...["listActivations", "listEvents"],
    ],
  },
  "look at everything": {
    tokens: ["read", "write", "admin"],
    ofOneProduct: [],
    roles: ["read_only", "support", "admin", "owner"],
    operations: [
      ...["listCustomers", "getCustomer", "listActivationsOfCustomer", "getOverview"],
      ...["listSaleEvents", "listUnresolvedSales", "getSaleProviders"],
      ...["getMailSettings", "getMailServer", "previewMail", "listMails"],
    ],
  },
  "look after the licenses of a product": {
    tokens: ["write", "admin"],
    ofOneProduct: ["write", "admin"],
    roles: ["support", "admin", "owner"],
    operations: [
      ...["placeOrder", "editLicense", "regenerateKey", "suspendLicense", "restoreLicense", "sendKey", "revealKey"],
      ...["deactivateLicense", "revokeActivation"],
    ],
  },
  "look after customers": {
    tokens: ["write", "admin"],
    ofOneProduct: [],
    roles: ["support", "admin", "owner"],
    operations: ["createCustomer", "editCustomer", "sendMailAgain", "sendMailNow"],
  },
  "say how a product is sold": {
    tokens: ["write", "admin"],
    ofOneProduct: ["write", "admin"],
    roles: ["admin", "owner"],
    operations: ["editProduct", "createPlan", "editPlan"],
  },
  "run the shop": {
    tokens: ["write", "admin"],
    ofOneProduct: [],
    roles: ["admin", "owner"],
    operations: ["createProduct", "resolveSale", "dismissSale", "editMailSettings"],
  },
  "hand out tokens": {
    tokens: ["admin"],
    ofOneProduct: [],
    roles: ["admin", "owner"],
    operations: ["listTokens", "createToken", "revokeToken"],
  },
  "hand out or erase what is held about a customer": {
    tokens: ["admin"],
    ofOneProduct: [],
    roles: ["admin", "owner"],
    operations: ["exportCustomer", "eraseCustomer"],
  },
  "look after people": {
    tokens: [],
    ofOneProduct: [],
    roles: ["owner"],
    operations: [
      ...["listPeople", "changeRole", "removePerson", "listInvitations", "invite", "withdrawInvitation"],
      ...["getSignInSettings", "editSignInSettings"],
    ],
  },
  "be called by another name": { tokens: [], ofOneProduct: [], roles: ROLES, operations: ["editMe"] },
  "be sent a mail": { tokens: [], ofOneProduct: [], roles: ["admin", "owner"], operations: ["sendTestMail"] },
};

/** What customers alone may call, who are signed in to the portal. */
export const CUSTOMERS: readonly string[] = [
  ...["getPortalSession", "listOwnLicenses", "listOwnDevices", "endOwnDevice", "regenerateOwnKey", "listOwnOrders"],
  "signOutOfPortal",
];

/** What anybody may call, whoever they are: where a secret is needed, it stands in the body. */
export const ANYBODY: readonly string[] = [
  ...["health", "readiness", "activateLicense", "validateLicense", "deactivateInstance"],
  ...["getSetup", "setUp", "openInvitation", "acceptInvitation", "recoverKeys", "getPortalBrand", "askToSignIn"],
  ...["signInByLink", "signInByCode", "signInByKey", "openDeviceLink", "endByDeviceLink"],
];

/** Who may call a route that is not in the document. */
type HiddenRule = "anybody" | "whoever is signed in" | "whoever may look at everything";

/** The routes that are not in the document, by who may call them. */
export const HIDDEN: Readonly<Record<HiddenRule, readonly string[]>> = {
  anybody: [
    ...["POST /license/activate", "POST /license/validate", "POST /license/deactivate"],
    ...["POST /hooks/stripe", "POST /hooks/paddle", "POST /hooks/lemon-squeezy"],
    ...["GET /api/docs", "GET /api/docs.css", "GET /api/openapi.json"],
    ...["POST /api/auth/sign-in/email", "POST /api/auth/sign-in/passkey/begin", "POST /api/auth/sign-in/passkey"],
    ...["POST /api/auth/request-password-reset", "POST /api/auth/reset-password"],
    // They tell whoever is not signed in that nobody is, and sign nobody out.
    ...["GET /api/auth/get-session", "POST /api/auth/sign-out"],
  ],
  "whoever is signed in": [
    ...["GET /api/auth/list-sessions", "POST /api/auth/revoke-session", "POST /api/auth/revoke-other-sessions"],
    ...["POST /api/auth/change-password", "GET /api/auth/two-step", "POST /api/auth/two-step/begin"],
    ...["POST /api/auth/two-step/switch-on", "POST /api/auth/two-step/switch-off"],
    ...["POST /api/auth/two-step/recovery-codes", "GET /api/auth/passkeys", "POST /api/auth/passkeys"],
    ...["POST /api/auth/passkeys/begin", "POST /api/auth/passkeys/rename", "POST /api/auth/passkeys/remove"],
  ],
  "whoever may look at everything": ["GET /api/v1/mail/previews/:kind/page"],
};

/** What of these is open to a user who has shown the password alone, where everybody must show more. */
export const WITH_ONE_STEP: readonly string[] = [
  ...HIDDEN.anybody.filter((route) => route !== "GET /api/auth/get-session"),
  ...["GET /api/auth/two-step", "POST /api/auth/two-step/begin", "POST /api/auth/two-step/switch-on"],
  ...["GET /api/auth/passkeys", "POST /api/auth/passkeys", "POST /api/auth/passkeys/begin"],
];

/** Everybody who can call. */
export const CALLERS: readonly string[] = [
  ...["nobody", "a customer"],
  ...TOKENS.map((scope) => `a token: ${scope}`),
  ...TOKENS.map((scope) => `a token of one product: ${scope}`),
  ...ROLES.map((role) => `a user: ${role}`),
];

/** What an operation answers each caller: not signed in, not allowed, or whatever else, which is for those let in alone. */
export type Outcome = 401 | 403 | "in";

/** What each caller must be answered; null = no rule is about this operation. */
export function expectedOf(operation: string): ReadonlyMap<string, Outcome> | null {
  if (ANYBODY.includes(operation)) return new Map(CALLERS.map((caller) => [caller, "in"]));
  if (CUSTOMERS.includes(operation))
    return new Map(CALLERS.map((caller) => [caller, caller === "a customer" ? "in" : 401]));
  const rule = Object.values(RULES).find(({ operations }) => operations.includes(operation));
  if (rule === undefined) return null;
  const letIn = new Set([
    ...rule.tokens.map((scope) => `a token: ${scope}`),
    ...rule.ofOneProduct.map((scope) => `a token of one product: ${scope}`),
    ...rule.roles.map((role) => `a user: ${role}`),
  ]);
  const outcomeOf = (caller: string): Outcome => {
    if (caller === "nobody" || caller === "a customer") return 401;
    return letIn.has(caller) ? "in" : 403;
  };
  return new Map(CALLERS.map((caller) => [caller, outcomeOf(caller)]));
}
