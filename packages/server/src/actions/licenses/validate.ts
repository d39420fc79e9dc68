import { type Context, read } from "#actions/context.ts";
import { fingerprintOnRecord } from "#actions/licenses/fingerprint.ts";
import type { KnownLicense } from "#actions/licenses/for-use.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { ofProduct, productOf } from "#domain/actor.ts";
import { type Device, type Verdict, verdict } from "#domain/licenses/verdict.ts";
import type { Refusal } from "#domain/refusal.ts";
import { findActivation, findActivationByFingerprint } from "#store/activations.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import type { Reader } from "#store/store.ts";

const NEED = ofProduct("license");

export interface ValidateInput {
  readonly licenseKey: string;
  /** Which device asks. The instance id wins when both are given. */
  readonly instanceId: string | null;
  readonly fingerprint: string | null;
  readonly productIdentifier: string | null;
}

export interface Validated {
  readonly verdict: Verdict;
  readonly license: KnownLicense | null;
  readonly activation: Activation | null;
}

/** Answers whether a license may be used here, now. Changes nothing but the last-seen time of the device that asks. */
export async function validate(context: Context, input: ValidateInput): Promise<Validated | Refusal> {
  return read(context, NEED, async (db) => {
    // A key of a product that is not theirs is no key, not even one of another product.
    const known = await context.licenses.find(input.licenseKey, productOf(context.actor));
    if (known === null) await confirmSecret(db, context.vault);
    const device = known === null ? ({ named: "not" } as const) : await findDevice(context, db, known, input);
    const activation = device.named === "not" || device.activation?.endedAt !== null ? null : device.activation;
    const now = context.clock.now();
    if (known !== null) context.stamps.validated(now);
    if (activation !== null) context.stamps.deviceSeen(activation.id, now);
    return {
      verdict: verdict({ license: known?.license ?? null, product: input.productIdentifier, device }, now),
      license: known,
      activation,
    };
  });
}

async function findDevice(
  { vault }: Context,
  db: Reader,
  known: KnownLicense,
  { instanceId, fingerprint }: ValidateInput,
): Promise<Device> {
  const { id } = known.license;
  if (instanceId !== null) return { named: "by_instance_id", activation: await findActivation(db, id, instanceId) };
  const kept = fingerprintOnRecord(vault, known, fingerprint);
  if (kept === null) return { named: "not" };
  return { named: "by_fingerprint", activation: await findActivationByFingerprint(db, id, kept) };
}
