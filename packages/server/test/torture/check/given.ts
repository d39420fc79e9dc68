import { check, type Evidence } from "#test/torture/check/check.ts";
import type { ActivationRow, EventRow, LicenseRow } from "#test/torture/check/rows.ts";
import type { Action, Answer, Asked, Call, Fault } from "#test/torture/history/call.ts";

/* Histories made by hand, of one license with the key …KEY01 and a limit of 2. A test says what is wrong with them. */

export const LICENSE = "license";
export const KEY = "DESK-KEY01";
export const NEW_KEY = "DESK-KEY02";
const FAR_AHEAD = "2090-01-01T00:00:00Z";

/** A history that grows call by call. Times are milliseconds since its beginning, which is that of 1970. */
export class MadeHistory {
  readonly calls: Call[] = [];
  readonly faults: Fault[] = [];
  readonly events: EventRow[] = [];
  readonly activations: ActivationRow[] = [];
  license: LicenseRow = {
    id: LICENSE,
    keyEnding: "KEY01",
    activationLimit: 2,
    activationUsage: 0,
    expiresAt: Date.parse(FAR_AHEAD),
    deactivatedAt: null,
    revision: 1,
  };

  constructor() {
    this.event(0, "license.issued", { activationLimit: 2, expiresOn: FAR_AHEAD });
  }

  /** A call from one moment to another. Without an answer, nobody knows what became of it. */
  call(action: Action, asked: Asked, [begun, ended]: [number, number], answer: Partial<Answer> | null): Call {
    const id = this.calls.length + 1;
    const call: Call = {
      ...{ id, actor: "client", process: "server", action, license: LICENSE, begun, ended },
      asked: action === "activate" ? { name: `call ${id}`, ...asked } : asked,
      answer: answer && { status: 200, code: "", detail: "", ...answer },
      silence: answer === null ? "reset" : null,
    };
    this.calls.push(call);
    return call;
  }

  event(at: number, type: string, data: object, activationId: string | null = null): void {
    const id = `event ${String(this.events.length).padStart(3, "0")}`;
    this.events.push({ id, at, type, orderId: null, licenseId: LICENSE, activationId, data });
  }

  /** Everything about an activation that was asked for from one moment to another: call, row, event and counter. */
  activated(
    id: string,
    [begun, ended]: [number, number],
    asked: Asked = {},
    answer: Partial<Answer> | null = {},
  ): Call {
    const told = answer && { status: 201, instanceId: id, ...answer };
    const call = this.call("activate", { licenseKey: KEY, ...asked }, [begun, ended], told);
    const { name = null, fingerprint = null } = call.asked;
    const at = (begun + ended) / 2;
    this.activations.push({ id, licenseId: LICENSE, name, fingerprint, activatedAt: at, endedAt: null, ending: null });
    this.license = { ...this.license, activationUsage: this.license.activationUsage + 1 };
    const { activationLimit, activationUsage } = this.license;
    this.event(at, "activation.created", { activationLimit, activationUsage }, id);
    return call;
  }

  /** Everything about the end of an activation. */
  deactivated(id: string, [begun, ended]: [number, number], answer: Partial<Answer> | null = {}): Call {
    const at = (begun + ended) / 2;
    const index = this.activations.findIndex((row) => row.id === id);
    this.activations[index] = { ...(this.activations[index] as ActivationRow), endedAt: at, ending: "deactivated" };
    this.license = { ...this.license, activationUsage: this.license.activationUsage - 1 };
    const { activationLimit, activationUsage } = this.license;
    this.event(at, "activation.deactivated", { activationLimit, activationUsage }, id);
    return this.call("deactivate", { licenseKey: KEY, instanceId: id }, [begun, ended], answer);
  }

  /** Everything about a new key, which ends all activations. */
  regenerated([begun, ended]: [number, number], answer: Partial<Answer> | null = {}): Call {
    const at = (begun + ended) / 2;
    const inUse = this.activations.filter(({ endedAt }) => endedAt === null).length;
    this.activations.splice(
      0,
      this.activations.length,
      ...this.activations.map((row) => (row.endedAt === null ? { ...row, endedAt: at, ending: "regenerated" } : row)),
    );
    const revision = this.license.revision + 1;
    this.license = { ...this.license, keyEnding: "KEY02", activationUsage: 0, revision };
    this.event(at, "license.regenerated", { activationsEnded: inUse, formerKeyEnding: "KEY01" });
    const told = answer && { licenseKey: NEW_KEY, revision, ...answer };
    return this.call("regenerate", {}, [begun, ended], told);
  }

  /** The promises that it shows to be broken. */
  broken(): string[] {
    const { calls, faults, events, activations, license } = this;
    const evidence: Evidence = {
      calls,
      faults,
      startedAt: 0,
      rows: { licenses: [license], activations, events, orders: [] },
    };
    return [...new Set(check(evidence).map(({ promise }) => promise))];
  }
}
