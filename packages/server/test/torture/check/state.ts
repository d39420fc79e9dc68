import type { ActivationRow, EventRow } from "#test/torture/check/rows.ts";

/** A license at one point of its story. */
export interface State {
  readonly limit: number | null;
  /** Null = never. */
  readonly expiresOn: string | null;
  readonly isEnded: boolean;
  /** The last characters of the key; null when no event and no row tells them. */
  readonly keyEnding: string | null;
  /** How often the vendor has changed it, from 1. */
  readonly revision: number;
  /** The activations in use, with their fingerprints. */
  readonly inUse: ReadonlyMap<string, string | null>;
}

/** What an event makes of a license, or in words why it can't have happened then. */
export function after(state: State, event: EventRow, activations: ReadonlyMap<string, ActivationRow>): State | string {
  const { data } = event;
  const usage = state.inUse.size;
  switch (event.type) {
    case "activation.created":
      return withActivation(state, event, activations.get(event.activationId ?? ""));
    case "activation.denied":
      return (
        differs("limit", data.activationLimit, state.limit) ??
        differs("use", data.activationUsage, usage) ??
        deniedWithoutReason(state, event) ??
        state
      );
    case "activation.deactivated":
    case "activation.revoked": {
      const id = event.activationId ?? "";
      if (!state.inUse.has(id)) return `ends the activation ${id}, which is not in use`;
      const inUse = new Map(state.inUse);
      inUse.delete(id);
      return differs("use", data.activationUsage, inUse.size) ?? { ...state, inUse };
    }
    case "license.regenerated":
      return (
        differs("use", data.activationsEnded, usage) ??
        (state.keyEnding === null ? null : differs("key", data.formerKeyEnding, state.keyEnding)) ?? {
          ...state,
          inUse: new Map(),
          keyEnding: null,
          revision: state.revision + 1,
        }
      );
    case "license.edited":
      return edited(state, event);
    case "license.deactivated":
      if (state.isEnded) return "ends a license that has ended";
      return differs("use", data.activationsInUse, usage) ?? { ...state, isEnded: true, revision: state.revision + 1 };
    default:
      return `is of a type that nobody asked for: ${event.type}`;
  }
}

function withActivation(
  state: State,
  { activationId, data }: EventRow,
  row: ActivationRow | undefined,
): State | string {
  if (row === undefined) return `begins the activation ${activationId}, which is not there`;
  if (state.isEnded) return "begins an activation on an ended license";
  if (state.inUse.has(row.id)) return `begins the activation ${row.id}, which is in use`;
  if (row.fingerprint !== null && [...state.inUse.values()].includes(row.fingerprint))
    return `begins a second activation for the fingerprint ${row.fingerprint}`;
  const inUse = new Map(state.inUse).set(row.id, row.fingerprint);
  if (state.limit !== null && inUse.size > state.limit)
    return `makes it ${inUse.size} activations in use, and the limit is ${state.limit}`;
  return (
    differs("use", data.activationUsage, inUse.size) ??
    differs("limit", data.activationLimit, state.limit) ?? { ...state, inUse }
  );
}

function edited(state: State, { data }: EventRow): State | string {
  const { activationLimit, expiresOn } = data;
  if (state.isEnded) return "edits an ended license";
  return (
    (activationLimit && differs("limit", activationLimit.from, state.limit)) ??
    (expiresOn && differs("expiry", expiresOn.from, state.expiresOn)) ?? {
      ...state,
      ...(activationLimit && { limit: activationLimit.to }),
      ...(expiresOn && { expiresOn: expiresOn.to }),
      revision: state.revision + 1,
    }
  );
}

function deniedWithoutReason(state: State, { at, data }: EventRow): string | null {
  const isReason =
    data.code === "ACTIVATION_LIMIT_REACHED"
      ? state.limit !== null && state.inUse.size >= state.limit
      : data.code === "LICENSE_DEACTIVATED"
        ? state.isEnded
        : data.code === "LICENSE_EXPIRED" && isExpired(state, at);
  return isReason ? null : `denies a device with ${data.code}, for which there is no reason`;
}

/** @param at milliseconds since 1970 */
export function isExpired({ expiresOn }: State, at: number): boolean {
  return expiresOn !== null && Date.parse(expiresOn) <= at;
}

function differs(what: string, told: unknown, known: unknown): string | null {
  return told === known ? null : `tells a ${what} of ${told}, and it is ${known}`;
}
