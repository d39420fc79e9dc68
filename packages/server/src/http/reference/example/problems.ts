import type { RefusalCode } from "@keywright/contract/codes";
import type { Problem } from "@keywright/contract/problem";
import { type Refusal, refuse, refuseField } from "#domain/refusal.ts";
import { problemOf } from "#http/problem.ts";

const REQUEST_ID = "5f0f6a3e-8c1b-4d57-9a64-2b7de1c0a913";

/** A refusal of each kind, with a sentence such as the server says it. */
const REFUSED: Readonly<Record<RefusalCode, Refusal>> = {
  INVALID_REQUEST: refuseField("customer.email", "Must be an e-mail address."),
  UNAUTHORIZED: refuse("UNAUTHORIZED", "This server token is unknown or revoked."),
  FORBIDDEN: refuse("FORBIDDEN", 'This needs a token with the scope "write".'),
  SETUP_DONE: refuse("SETUP_DONE", "There is an account already. Sign in instead."),
  MAIL_OFF: refuse("MAIL_OFF", "This server sends no mail."),
  MAIL_NOT_KEPT: refuse("MAIL_NOT_KEPT", "The content of this mail is forgotten."),
  CUSTOMER_ERASED: refuse("CUSTOMER_ERASED", "This customer was erased."),
  LICENSE_EXPIRED: refuse("LICENSE_EXPIRED", "This license has expired."),
  LICENSE_DEACTIVATED: refuse("LICENSE_DEACTIVATED", "This license is deactivated."),
  LICENSE_SUSPENDED: refuse("LICENSE_SUSPENDED", "This license is suspended."),
  ACTIVATION_LIMIT_REACHED: refuse("ACTIVATION_LIMIT_REACHED", "Activation limit reached (5/5).", {
    activationLimit: 5,
    activationUsage: 5,
  }),
  LICENSE_NOT_FOUND: refuse("LICENSE_NOT_FOUND", "Invalid license key or customer ID."),
  INSTANCE_NOT_FOUND: refuse("INSTANCE_NOT_FOUND", "Invalid license key or instance ID."),
  PRODUCT_NOT_FOUND: refuse("PRODUCT_NOT_FOUND", "No product has this id."),
  PLAN_NOT_FOUND: refuse("PLAN_NOT_FOUND", "No plan has this id."),
  CUSTOMER_NOT_FOUND: refuse("CUSTOMER_NOT_FOUND", "No customer has this id."),
  ORDER_NOT_FOUND: refuse("ORDER_NOT_FOUND", "No order has this id."),
  SALE_NOT_FOUND: refuse("SALE_NOT_FOUND", "No sale has this id."),
  SALE_SETTLED: refuse("SALE_SETTLED", "This sale needs no plan any more."),
  INVALID_SIGNATURE: refuse("INVALID_SIGNATURE", "The signature does not belong to this body."),
  IDEMPOTENCY_KEY_REUSED: refuse("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key has placed another order."),
  TOKEN_NOT_FOUND: refuse("TOKEN_NOT_FOUND", "No token in force has this id."),
  MAIL_NOT_FOUND: refuse("MAIL_NOT_FOUND", "No mail has this id."),
  USER_NOT_FOUND: refuse("USER_NOT_FOUND", "No user has this e-mail."),
  INVITATION_NOT_FOUND: refuse("INVITATION_NOT_FOUND", "No invitation that is open has this id."),
  LAST_OWNER: refuse("LAST_OWNER", "There is one owner at least. Make somebody else an owner first."),
  TWO_STEP_REQUIRED: refuse(
    "TWO_STEP_REQUIRED",
    "Everybody signs in with two steps here. Set yours up at https://licenses.example.com/second-step before you go on.",
  ),
  NO_SECOND_STEP: refuse("NO_SECOND_STEP", "Set a second step up for yourself first: a two-step code, or a passkey."),
  LAST_SECOND_STEP: refuse(
    "LAST_SECOND_STEP",
    "Everybody signs in with two steps here, and this is your last second step. Set another one up first.",
  ),
  PASSKEY_NOT_FOUND: refuse("PASSKEY_NOT_FOUND", "You have no passkey with this id."),
  NOT_FOUND: refuse("NOT_FOUND", "There is nothing at this address."),
  METHOD_NOT_ALLOWED: refuse("METHOD_NOT_ALLOWED", "PUT is not possible here. Use GET, HEAD, PATCH."),
  REQUEST_TIMEOUT: refuse("REQUEST_TIMEOUT", "The request did not arrive whole in time."),
  CHANGED_ELSEWHERE: refuse(
    "CHANGED_ELSEWHERE",
    "Somebody has changed this since you read it. Read it again before you edit it.",
  ),
  BODY_TOO_LARGE: refuse("BODY_TOO_LARGE", "The body is larger than 256 kB."),
  UNSUPPORTED_MEDIA_TYPE: refuse("UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8."),
  RATE_LIMITED: refuse("RATE_LIMITED", "Too many requests. Try again in 42 seconds."),
  HEADERS_TOO_LARGE: refuse("HEADERS_TOO_LARGE", "The request line and headers are larger than 16 kB."),
  INTERNAL_ERROR: refuse(
    "INTERNAL_ERROR",
    "Something went wrong on the server. Its log tells more beside this request id.",
  ),
  UNAVAILABLE: refuse("UNAVAILABLE", "The database is busy. Nothing was changed; send the call again."),
};

/** How such a refusal looks on the wire. */
export function exampleProblem(code: RefusalCode): Problem {
  return problemOf(REFUSED[code], REQUEST_ID);
}
