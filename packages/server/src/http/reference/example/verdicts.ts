import { VERDICTS, type VerdictCode } from "@keywright/contract/codes";
import type { LicenseDetails, ValidateAnswer } from "@keywright/contract/license-api";
import type { ApiDocument } from "#http/reference/document.ts";
import { exampleOf } from "#http/reference/example/example.ts";

/** A sentence that an answer with this verdict carries. A test compares it with what the server says. */
export const DETAILS: Readonly<Record<VerdictCode, string>> = {
  VALID: "Instance ID valid for this license.",
  GRACE_PERIOD: "This license has expired and is in its grace period.",
  EXPIRED: "This license has expired.",
  DEACTIVATED: "This license is deactivated.",
  SUSPENDED: "This license is suspended.",
  PRODUCT_MISMATCH: "This license key is for another product.",
  NOT_ACTIVATED: "This device is not activated for this license.",
  INVALID_KEY: "License key not found.",
  INSTANCE_NOT_FOUND: "Instance ID invalid for this license.",
};

const LAST_YEAR = { activatedOn: "2025-08-30T12:04:10Z", expiresOn: "2026-08-30T12:00:00Z" };

/** What makes the license of an example one that gets this verdict; null where no license is found. */
const LICENSE: Readonly<Partial<Record<VerdictCode, Partial<LicenseDetails> | null>>> = {
  GRACE_PERIOD: LAST_YEAR,
  EXPIRED: LAST_YEAR,
  DEACTIVATED: { enabled: false },
  SUSPENDED: { enabled: false },
  INVALID_KEY: null,
};

/** The verdicts that are answered without an activation, and so without its metadata. */
const WITHOUT_ACTIVATION: readonly VerdictCode[] = ["NOT_ACTIVATED", "INVALID_KEY", "INSTANCE_NOT_FOUND"];

/** How a validation with this verdict looks on the wire. */
export function exampleVerdict(document: ApiDocument, code: VerdictCode): ValidateAnswer {
  // Made from the very schema that the type comes from.
  const answer = exampleOf(document, { $ref: "#/components/schemas/ValidateAnswer" }) as ValidateAnswer;
  const change = LICENSE[code];
  return {
    valid: VERDICTS[code].valid,
    code,
    detail: DETAILS[code],
    metadata: WITHOUT_ACTIVATION.includes(code) ? {} : answer.metadata,
    license: change === null || answer.license === null ? null : { ...answer.license, ...change },
  };
}
