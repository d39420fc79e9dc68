import { REFUSALS, type RefusalCode } from "@keywright/contract/codes";
import type { Problem } from "@keywright/contract/problem";
import type { FastifyReply } from "fastify";
import type { Refusal } from "#domain/refusal.ts";

/** The one place where a code becomes an HTTP status. Never 409: widely used clients send such a request again. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  SETUP_DONE: 403,
  MAIL_OFF: 403,
  MAIL_NOT_KEPT: 403,
  CUSTOMER_ERASED: 403,
  LICENSE_EXPIRED: 403,
  LICENSE_DEACTIVATED: 403,
  LICENSE_SUSPENDED: 403,
  ACTIVATION_LIMIT_REACHED: 403,
  LICENSE_NOT_FOUND: 404,
  INSTANCE_NOT_FOUND: 404,
  PRODUCT_NOT_FOUND: 404,
  PLAN_NOT_FOUND: 404,
  CUSTOMER_NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  SALE_NOT_FOUND: 404,
  SALE_SETTLED: 403,
  INVALID_SIGNATURE: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOKEN_NOT_FOUND: 404,
  USER_NOT_FOUND: 404,
  INVITATION_NOT_FOUND: 404,
  LAST_OWNER: 403,
  TWO_STEP_REQUIRED: 403,
  NO_SECOND_STEP: 403,
  LAST_SECOND_STEP: 403,
  PASSKEY_NOT_FOUND: 404,
  MAIL_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  CHANGED_ELSEWHERE: 412,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
};

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

export function statusOfCode(code: RefusalCode): number {
  return STATUS[code];
}

/** A refusal as a problem document (RFC 9457). Existing clients read `message` or `error` where newer ones read `detail`. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  const { refusal: code, detail, retryAfterSeconds: _, ...more } = refusal;
  const { title } = REFUSALS[code];
  const type = `/api/docs#${code}`;
  return {
    type,
    status: STATUS[code],
    title,
    detail,
    code,
    message: detail,
    error: detail,
    requestId,
    ...(more as Partial<Problem>),
  };
}

/** What a refusal says besides its body, beyond what every answer does. */
export function headersOf({ refusal, retryAfterSeconds }: Refusal): Record<string, string> {
  return {
    ...(refusal === "UNAUTHORIZED" && { "www-authenticate": 'Bearer realm="Keywright"' }),
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  };
}

/** Answers a refusal. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  reply.headers(headersOf(refusal));
  // Set here too, since the router refuses some requests before any hook has run.
  reply.header("x-request-id", reply.request.id);
  return reply.code(STATUS[refusal.refusal]).type(PROBLEM_TYPE).send(problemOf(refusal, reply.request.id));
}
