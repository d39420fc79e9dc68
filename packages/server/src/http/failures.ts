import { BOUNDS } from "@keywright/contract/wire";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { unavailable } from "#actions/context.ts";
import { type Refusal, refuse, refuseFields } from "#domain/refusal.ts";
import { BodyFault } from "#http/json-body.ts";
import { sendRefusal } from "#http/problem.ts";
import { faultsOf } from "#http/words.ts";

/** Answers whatever was thrown on the way to or in a handler. Only what nobody expected is a 500, with its cause in the log. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error, request);
  if (refusal.refusal === "INTERNAL_ERROR") request.log.error({ err: error }, "request.failed");
  return sendRefusal(reply, refusal);
}

function refusalOf(error: FastifyError, request: FastifyRequest): Refusal {
  if (error.validation) return refuseFields(faultsOf(error.validation, error.validationContext ?? "request"));
  if (error === request.raw.errored) return endedWithinBody();
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return refuse("BODY_TOO_LARGE", `The body is larger than ${BOUNDS.bodyBytes / 1024} kB.`);
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_ROUTE_MISSING_CONTENT_TYPE":
      return refuse("UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8, not compressed.");
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return refuse("INVALID_REQUEST", "The body is shorter or longer than Content-Length says.");
    case "FST_ERR_BAD_URL":
      return refuse("INVALID_REQUEST", "The address can't be read: its percent signs do not spell UTF-8.");
    default:
      return refusalOfThrown(error);
  }
}

/** What was thrown, as a refusal: expected of a body and of the database, and INTERNAL_ERROR of everything else. */
export function refusalOfThrown(error: unknown): Refusal {
  if (error instanceof BodyFault) return refuse("INVALID_REQUEST", error.message);
  return (
    unavailable(error) ??
    refuse("INTERNAL_ERROR", "Something went wrong on the server. Its log tells more beside this request id.")
  );
}

/** Nobody is left to read the answer, and nothing went wrong on our side. */
export function endedWithinBody(): Refusal {
  return refuse("INVALID_REQUEST", "The connection ended within the body.");
}
