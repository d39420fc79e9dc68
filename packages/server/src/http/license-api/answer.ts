import { keyBody } from "@keywright/contract/license-key";
import type { Context } from "#actions/context.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { chargeMiss } from "#http/authorize.ts";
import type { Answered, Call, Sent } from "#http/license-api/calls.ts";
import { COST, type Limits } from "#http/limits.ts";

/**
 * Answers a call and counts what it costs: its key, which is the same however it is typed, and whoever asks for one that
 * there is not.
 * @param address whose call it is
 */
export async function answerCall(
  call: Call,
  context: Context,
  sent: Sent,
  { limits, address }: { readonly limits: Limits; readonly address: string },
): Promise<Answered | Refusal> {
  const limited = limits.key.take(keyBody((sent.body as { licenseKey: string }).licenseKey), COST.call);
  if (limited !== null) return limited;
  const answered = await call.answer(context, sent);
  if (isMiss(answered)) chargeMiss(limits, context.actor, address);
  return answered;
}

/** Whether it tells that a key or a device is none: what somebody gets who guesses. */
function isMiss(answered: Answered | Refusal): boolean {
  if (!isRefusal(answered)) return answered.status === 404;
  return answered.refusal === "LICENSE_NOT_FOUND" || answered.refusal === "INSTANCE_NOT_FOUND";
}
