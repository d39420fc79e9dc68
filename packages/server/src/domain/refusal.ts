import type { RefusalCode } from "@keywright/contract/codes";

/** What is wrong with each field of a request: the field's path (`license.expiry.value`) and sentences about it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** An expected "no": a value, not an exception. The code comes from one closed list; `detail` is for people. */
export interface Refusal {
  readonly refusal: RefusalCode;
  readonly detail: string;
  readonly errors?: FieldErrors;
  readonly activationLimit?: number;
  readonly activationUsage?: number;
  /** Where the customer ends a device, so that another fits. */
  readonly manageUrl?: string;
  readonly retryAfterSeconds?: number;
}

export function refuse(refusal: RefusalCode, detail: string, more: Omit<Refusal, "refusal" | "detail"> = {}): Refusal {
  return { refusal, detail, ...more };
}

/** Refuses one field of a request. */
export function refuseField(field: string, what: string): Refusal {
  return refuseFields({ [field]: [what] });
}

/** Refuses several fields of a request at once; the detail repeats the first. */
export function refuseFields(errors: FieldErrors): Refusal {
  const [field, texts] = Object.entries(errors)[0] ?? ["request", ["Invalid."]];
  return refuse("INVALID_REQUEST", `${field}: ${texts[0]}`, { errors });
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refusal" in value;
}
