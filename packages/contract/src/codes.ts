/** One entry of the closed list of verdicts: whether the application may run, how it is answered, when, and what then. */
interface VerdictEntry {
  readonly valid: boolean;
  /** The HTTP status. Existing clients expect those without a license or instance as 404, in the same form. */
  readonly status: 200 | 404;
  readonly when: string;
  readonly mend: string;
}

/** What a validation can say, in a closed list. */
export const VERDICTS = {
  VALID: {
    valid: true,
    status: 200,
    when: "The license may be used.",
    mend: "Let the application run.",
  },
  GRACE_PERIOD: {
    valid: true,
    status: 200,
    when: "The license has expired, and its days of grace still run.",
    mend: "Let the application run, and tell its user to renew. The vendor extends the license; the key stays the same.",
  },
  EXPIRED: {
    valid: false,
    status: 200,
    when: "The license has expired, and its grace with it.",
    mend: "The vendor extends the license; the key and its activations stay the same.",
  },
  DEACTIVATED: {
    valid: false,
    status: 200,
    when: "The vendor has ended the license for ever.",
    mend: "Place a new order; a deactivated license does not come back.",
  },
  SUSPENDED: {
    valid: false,
    status: 200,
    when: "The license is suspended: by the vendor, or because a payment is missing.",
    mend: "Pay what is owed, or ask the vendor. Once restored, the same key and the same activations work again.",
  },
  PRODUCT_MISMATCH: {
    valid: false,
    status: 200,
    when: "The license was sold for another product than the one that asks.",
    mend: "Use a key of this product, or correct the `productIdentifier` that the application sends.",
  },
  NOT_ACTIVATED: {
    valid: false,
    status: 200,
    when: "No activation in use belongs to the fingerprint that was sent.",
    mend: "Activate the device, with the same `fingerprint`.",
  },
  INVALID_KEY: {
    valid: false,
    status: 404,
    when: "No license has this key: it is mistyped, or a newer key has replaced it.",
    mend: "Check the key as it was sent to the customer. A regenerated key replaces the old one.",
  },
  INSTANCE_NOT_FOUND: {
    valid: false,
    status: 404,
    when: "The license has no activation in use with this instance id.",
    mend: "Activate the device again.",
  },
} as const satisfies Record<string, VerdictEntry>;

export type VerdictCode = keyof typeof VERDICTS;
export const VERDICT_CODES = Object.keys(VERDICTS) as VerdictCode[];

/** One entry of the closed list of refusals: a short title, when it happens, and what mends it. */
interface RefusalEntry {
  readonly title: string;
  readonly when: string;
  readonly mend: string;
}

/** Every "no" that a call can get, in a closed list. How each becomes an HTTP status stands in the server's `problem.ts`. */
export const REFUSALS = {
  INVALID_REQUEST: {
    title: "Invalid request",
    when: "A field is missing, has the wrong type, or lies outside its bounds; or the body is not valid JSON.",
    mend: "Correct the fields that `errors` names, each with what is wrong with it.",
  },
  UNAUTHORIZED: {
    title: "Not signed in",
    when: "The call needs a server token or somebody who is signed in, and there is none; or the token, the session, the password, the code or the link is not valid, or not any more.",
    mend: "Send `Authorization: Bearer <server token>` (`keywright token create --name NAME` makes one), or sign in. A forgotten password is mended on the sign-in page, or by `keywright user reset-password EMAIL`.",
  },
  FORBIDDEN: {
    title: "Not allowed",
    when: "The token is valid, and its scope does not cover the call, or it is for one product and the call is about more; or the role of whoever is signed in does not cover it; or the call is for people and a token made it; or it uses a session and comes from another site.",
    mend: "Use a token with a wider scope, or ask an owner for another role. If the web app is told of another site, set `KEYWRIGHT_PUBLIC_URL` to the address that its users see.",
  },
  SETUP_DONE: {
    title: "Set up already",
    when: "The setup link is used, and there is an account.",
    mend: "Sign in. `keywright user list` shows who can, and `keywright user reset-password EMAIL` mends a forgotten password.",
  },
  MAIL_OFF: {
    title: "No mail",
    when: "Somebody asks for a mail, and the server sends none.",
    mend: "Set `SMTP_URL` and `KEYWRIGHT_MAIL_FROM`. Without mail, `keywright user reset-password EMAIL` mends a forgotten password.",
  },
  MAIL_NOT_KEPT: {
    title: "Nothing to send",
    when: "A mail is to be sent again or at once that was sent, or whose content is forgotten.",
    mend: "Write a new one: a license's key is mailed again by `POST /licenses/{id}/send-key`.",
  },
  CUSTOMER_ERASED: {
    title: "Customer erased",
    when: "Something is to be written to or about a customer who was erased.",
    mend: "Nothing is known of them any more. A new order makes a new customer.",
  },
  LICENSE_EXPIRED: {
    title: "License expired",
    when: "A device asks to be activated on a license that has expired, within its grace too.",
    mend: "The vendor extends the license; the key stays the same.",
  },
  LICENSE_DEACTIVATED: {
    title: "License deactivated",
    when: "A device asks to be activated, or the vendor edits a license, after it was deactivated for ever.",
    mend: "Place a new order; a deactivated license does not come back.",
  },
  LICENSE_SUSPENDED: {
    title: "License suspended",
    when: "A device asks to be activated on a license that is suspended.",
    mend: "Pay what is owed, or ask the vendor. The key stays the same.",
  },
  ACTIVATION_LIMIT_REACHED: {
    title: "Activation limit reached",
    when: "A new device asks to be activated, and every slot of the license is taken.",
    mend: "Open `manageUrl`, where it is there: the customer ends another device. Otherwise deactivate one, or let the vendor revoke one or raise the limit.",
  },
  LICENSE_NOT_FOUND: {
    title: "License not found",
    when: "No license has this key or id, or it belongs to another customer or product than the one that was named.",
    mend: "Check the key as it was sent to the customer. A regenerated key replaces the old one.",
  },
  INSTANCE_NOT_FOUND: {
    title: "Instance not found",
    when: "The license has no activation in use with this instance id.",
    mend: "Activate the device again.",
  },
  PRODUCT_NOT_FOUND: {
    title: "Product not found",
    when: "No product has this id or identifier.",
    mend: "List the products to see their ids.",
  },
  PLAN_NOT_FOUND: {
    title: "Plan not found",
    when: "No plan has this id or identifier.",
    mend: "List the product's plans to see their ids.",
  },
  CUSTOMER_NOT_FOUND: {
    title: "Customer not found",
    when: "No customer has this id.",
    mend: "List the customers to see their ids.",
  },
  ORDER_NOT_FOUND: {
    title: "Order not found",
    when: "No order has this id.",
    mend: "List the orders to see their ids.",
  },
  SALE_NOT_FOUND: {
    title: "Sale not found",
    when: "No sale of a payment provider has this id.",
    mend: "List the unresolved sales to see their ids.",
  },
  SALE_SETTLED: {
    title: "Sale settled",
    when: "Somebody resolves a sale that needs no plan any more: it has its order, or it was dismissed.",
    mend: "Look at its order. A dismissed sale is placed as an order by hand.",
  },
  INVALID_SIGNATURE: {
    title: "Invalid signature",
    when: "A payment provider's event does not carry the signature that its signing secret makes.",
    mend: "Compare the signing secret in the server's environment with the one that the provider shows for this address.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: "Idempotency key reused",
    when: "An `Idempotency-Key` that has placed an order comes with another request.",
    mend: "Use a new key for each order, and the same key only to repeat the same call.",
  },
  TOKEN_NOT_FOUND: {
    title: "Token not found",
    when: "No server token in force has this id.",
    mend: "`keywright token list` shows the ids.",
  },
  MAIL_NOT_FOUND: {
    title: "Mail not found",
    when: "The outbox has no mail with this id; it remembers them for 90 days.",
    mend: "List the mails to see their ids.",
  },
  USER_NOT_FOUND: {
    title: "User not found",
    when: "No user has this id or e-mail.",
    mend: "`keywright user list` shows who has an account.",
  },
  INVITATION_NOT_FOUND: {
    title: "Invitation not found",
    when: "No invitation that is open has this id.",
    mend: "List the invitations to see their ids.",
  },
  LAST_OWNER: {
    title: "Last owner",
    when: "The only owner is to get another role or to be removed.",
    mend: "Make somebody else an owner first.",
  },
  TWO_STEP_REQUIRED: {
    title: "Second step required",
    when: "An owner has said that everybody signs in with two steps, and whoever is signed in has shown the password alone.",
    mend: "Open the page that `detail` names: it leads whoever has no second step through setting one up. Tokens are not concerned. `keywright user require-two-step no` ends it for everybody.",
  },
  NO_SECOND_STEP: {
    title: "No second step of your own",
    when: "Somebody asks two steps of everybody, and has no second step themselves.",
    mend: "Set one up for yourself first: a two-step code, or a passkey, in Settings → Profile and sign-in.",
  },
  LAST_SECOND_STEP: {
    title: "Last second step",
    when: "Somebody switches their only second step off, and everybody must have one.",
    mend: "Set another one up first: a two-step code, or a passkey.",
  },
  PASSKEY_NOT_FOUND: {
    title: "Passkey not found",
    when: "Whoever is signed in has no passkey with this id.",
    mend: "Settings → Profile and sign-in shows which there are.",
  },
  NOT_FOUND: {
    title: "No such address",
    when: "The server has nothing at this path.",
    mend: "Compare the path with the API reference.",
  },
  METHOD_NOT_ALLOWED: {
    title: "Method not allowed",
    when: "The path exists, and not with this method.",
    mend: "Use a method that the `Allow` header names.",
  },
  REQUEST_TIMEOUT: {
    title: "Request timed out",
    when: "The request did not arrive whole in time.",
    mend: "Send it again.",
  },
  CHANGED_ELSEWHERE: {
    title: "Changed elsewhere",
    when: "`If-Match` names an older state: somebody has changed the thing since it was read.",
    mend: "Read it again, look at the change, and send the edit with the new `ETag`.",
  },
  BODY_TOO_LARGE: {
    title: "Body too large",
    when: "The request body is larger than 256 kB.",
    mend: "Send less.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    title: "Unsupported media type",
    when: "The body is not declared as `application/json` in UTF-8, or it is compressed.",
    mend: "Send JSON with `Content-Type: application/json`.",
  },
  RATE_LIMITED: {
    title: "Too many requests",
    when: "One address has asked too often, or guessed too many keys.",
    mend: "Wait as many seconds as `Retry-After` says.",
  },
  HEADERS_TOO_LARGE: {
    title: "Headers too large",
    when: "The request line and headers together are larger than 16 kB.",
    mend: "Send fewer or shorter headers.",
  },
  INTERNAL_ERROR: {
    title: "Internal error",
    when: "Something happened that nobody expected. Its cause stands in the server's log beside the request id.",
    mend: "Report the `requestId` to whoever runs the server.",
  },
  UNAVAILABLE: {
    title: "Unavailable",
    when: "The database can't be used now. Nothing was changed, unless the detail says that this is not known.",
    mend: "Send the call again after as many seconds as `Retry-After` says; with an `Idempotency-Key` or a `fingerprint`, always.",
  },
} as const satisfies Record<string, RefusalEntry>;

export type RefusalCode = keyof typeof REFUSALS;
export const REFUSAL_CODES = Object.keys(REFUSALS) as RefusalCode[];
