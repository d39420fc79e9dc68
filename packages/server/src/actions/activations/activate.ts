import { canonicalKey, keyEnding } from "@keywright/contract/license-key";
import { makeDeviceLink } from "#actions/activations/device-link.ts";
import { type Change, type Context, writeHolding } from "#actions/context.ts";
import { lockByKey } from "#actions/licenses/by-key.ts";
import { hiddenFingerprint } from "#actions/licenses/fingerprint.ts";
import { type KnownLicense, openForUse } from "#actions/licenses/for-use.ts";
import { newDeviceMail } from "#actions/licenses/mails.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { portalSettingsOf } from "#actions/products/portal-settings.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { admit, mayActivate, slotsMissing, withActivation } from "#domain/activations/admission.ts";
import { metadataFaults } from "#domain/activations/metadata.ts";
import { ofProduct } from "#domain/actor.ts";
import type { NewEvent } from "#domain/events.ts";
import { switchOf } from "#domain/mails/settings.ts";
import { licenseChain } from "#domain/record/chain.ts";
import { isRefusal, type Refusal, refuse, refuseFields } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import {
  endActivations,
  findActivationByFingerprint,
  findActivationByIdempotencyKey,
  findLongestUnseen,
  insertActivation,
  stampSeen,
  wasKnown,
} from "#store/activations.ts";
import { writeHead } from "#store/chains.ts";
import { countActivation, updateLicense } from "#store/licenses.ts";
import type { LicenseInHand, LockedLicense } from "#store/licenses-for-use.ts";
import { readMailSwitches } from "#store/mail-settings.ts";
import type { Tx } from "#store/store.ts";

const NEED = ofProduct("license");

export interface ActivateInput {
  readonly licenseKey: string;
  readonly name: string | null;
  readonly fingerprint: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly customerId: string | null;
  readonly productIdentifier: string | null;
  /** Makes a repeated call answer with the first one's activation instead of taking another slot. */
  readonly idempotencyKey: string | null;
  /** Where a customer ends a device when the license is full, to which a device link is added behind a `#`. */
  readonly devicesPage?: () => string;
}

export interface Activated {
  readonly activation: Activation;
  readonly license: KnownLicense;
  /** False when the device, or the repeated call, had its activation already. */
  readonly isNew: boolean;
}

/**
 * Activates a license on a device. A device that is known by its fingerprint gets its own activation back; a new one takes
 * a free slot, or the slot of a device that has not been seen for as long as the license says. The license's row is
 * locked meanwhile: two calls never see the same free slot.
 */
export async function activate(context: Context, asked: ActivateInput): Promise<Activated | Refusal> {
  const faults = metadataFaults(asked.metadata);
  if (faults.length > 0) return refuseFields({ metadata: faults });
  const key = canonicalKey(asked.licenseKey);
  return writeHolding(
    context,
    NEED,
    (tx) => lockByKey(context, tx, key),
    async (tx, now, record): Promise<Change<Activated> | Refusal> => {
      // Nothing is locked then: whoever guesses keys must not make customers wait.
      if (record === null) return refuse("LICENSE_NOT_FOUND", "Invalid license key or customer ID.");
      const { license } = record;
      const input = record.isNameless ? nameless(context, record, asked) : asked;

      const refusal = mayActivate(license, { customer: input.customerId, product: input.productIdentifier }, now);
      if (refusal !== null) return denied(tx, record, input, refusal);

      const idempotencyDigest =
        input.idempotencyKey === null ? null : context.vault.digest("idempotency-key", input.idempotencyKey);
      const existing = await findExisting(tx, license.id, input.fingerprint, idempotencyDigest);
      if (existing !== null) {
        context.stamps.deviceSeen(existing.id, now);
        return {
          value: { activation: existing, license: openForUse(context.vault, record, key), isNew: false },
          events: [],
        };
      }

      const released = admit(license, await findGivingWay(context, tx, record), now);
      if (isRefusal(released))
        return denied(tx, record, input, await withWayOut(context, tx, record, input, released, now));
      await endActivations(
        tx,
        released.map((activation) => activation.id),
        "released",
        now,
      );
      const activation = await insertActivation(tx, {
        id: newId(now),
        licenseId: license.id,
        name: input.name,
        fingerprint: input.fingerprint,
        idempotencyDigest,
        metadata: input.metadata,
        at: now,
      });
      const after = withActivation(license, released.length, now);
      // Not written unless it changes: it stands in many indexes, which would all be written anew.
      if (after.expiry !== license.expiry) await updateLicense(tx, license.id, { lifetime: after });
      const changed = { ...record, license: after };
      return {
        chain: {
          chain: licenseChain(license.id),
          head: record.head,
          write: (head) => countActivation(tx, license.id, after.activationUsage, now, head),
        },
        mails:
          !record.isNameless && (await isNewDevice(tx, activation))
            ? [newDeviceMail(context, changed, activation, now)]
            : [],
        value: { activation, license: openForUse(context.vault, changed, key), isNew: true },
        events: [
          ...released.map(
            ({ id, name }): NewEvent => ({
              type: "activation.released",
              about: { ...subjectsOf(record), activationId: id },
              personal: { name },
            }),
          ),
          {
            type: "activation.created",
            about: { ...subjectsOf(record), activationId: activation.id },
            data: { activationLimit: after.activationLimit, activationUsage: after.activationUsage },
            personal: { name: input.name },
          },
        ],
      };
    },
  );
}

/** What is kept of a device of somebody who was erased. */
function nameless({ vault }: Context, record: LockedLicense, asked: ActivateInput): ActivateInput {
  const fingerprint =
    asked.fingerprint === null ? null : hiddenFingerprint(vault, record.license.id, asked.fingerprint);
  return { ...asked, name: null, metadata: {}, fingerprint };
}

/** Whether the buyer is to be told of this device: it is new on the license, and the vendor wants such mails. */
async function isNewDevice(tx: Tx, { id, licenseId, fingerprint }: Activation): Promise<boolean> {
  const { enabled } = switchOf(await readMailSwitches(tx), "new_device");
  if (!enabled) return false;
  return fingerprint === null || !(await wasKnown(tx, { licenseId, fingerprint, besides: id }));
}

/** The activation that this very call, or this device, has already. */
async function findExisting(
  tx: Tx,
  licenseId: string,
  fingerprint: string | null,
  idempotencyDigest: Uint8Array | null,
): Promise<Activation | null> {
  const repeated =
    idempotencyDigest === null ? null : await findActivationByIdempotencyKey(tx, licenseId, idempotencyDigest);
  if (repeated !== null || fingerprint === null) return repeated;
  return findActivationByFingerprint(tx, licenseId, fingerprint);
}

/** The activations that may have to give way, by last-seen times that include those not yet written. */
async function findGivingWay({ stamps }: Context, tx: Tx, { license }: LockedLicense): Promise<readonly Activation[]> {
  const missing = slotsMissing(license);
  if (missing === 0 || license.releaseAfterDays === null) return [];
  await stampSeen(tx, stamps.seen);
  return findLongestUnseen(tx, license.id, missing);
}

/** Adds where the customer ends a device, if the vendor lets them. */
async function withWayOut(
  { vault }: Context,
  tx: Tx,
  record: LockedLicense,
  { devicesPage, name, licenseKey }: ActivateInput,
  refusal: Refusal,
  now: Temporal.Instant,
): Promise<Refusal> {
  if (devicesPage === undefined || !(await portalSettingsOf(tx, record.product.id)).endDevices) return refusal;
  return {
    ...refusal,
    manageUrl: `${devicesPage()}#${makeDeviceLink(vault, { license: record.license, keyEnding: keyEnding(licenseKey) }, name, now)}`,
  };
}

/** A refusal that goes on record: whoever looks after the license wants to know. */
function denied(
  tx: Tx,
  record: LicenseInHand,
  { name, fingerprint }: ActivateInput,
  refusal: Refusal,
): Change<Activated> {
  const { id, activationLimit, activationUsage } = record.license;
  const chain = licenseChain(id);
  return {
    value: refusal,
    chain: { chain, head: record.head, write: (head) => writeHead(tx, chain, head) },
    events: [
      {
        type: "activation.denied",
        about: subjectsOf(record),
        data: { code: refusal.refusal, activationLimit, activationUsage },
        personal: { name, fingerprint },
      },
    ],
  };
}
