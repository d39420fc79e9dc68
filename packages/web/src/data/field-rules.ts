/* What the server would refuse is refused in the form already, in the same words (the server's: http/words.ts). */

/** The part of a JSON schema that a form checks; `rules.gen.ts` has one for each request body. */
export interface Rule {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The pattern in words. */
  readonly "x-rule"?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Rule>>;
}

/** What is wrong with a body, field by field: `{ "customer.email": "Must be an e-mail address." }`. Empty when nothing is. */
export function faultsOf(rule: Rule, body: Readonly<Record<string, unknown>>, path = ""): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const [name, inner] of Object.entries(rule.properties ?? {})) {
    const field = path + name;
    const value = body[name];
    if (value === undefined) {
      if (rule.required?.includes(name)) faults[field] = "This field is required.";
    } else if (inner.properties && typeof value === "object" && value !== null) {
      Object.assign(faults, faultsOf(inner, value as Record<string, unknown>, `${field}.`));
    } else {
      const fault = faultOf(inner, value);
      if (fault !== null) faults[field] = fault;
    }
  }
  return faults;
}

/** What is wrong with one value; null when nothing is. */
export function faultOf(rule: Rule, value: unknown): string | null {
  if (value === null && [rule.type].flat().includes("null")) return null;
  if (typeof value === "string") return faultOfText(rule, value);
  if (typeof value === "number") return faultOfNumber(rule, value);
  return null;
}

function faultOfText({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, ...rule }: Rule, text: string) {
  // Characters as people count them, and as the server does.
  const { length } = [...text];
  if (length < minLength)
    return minLength === 1 ? "Must not be empty." : `Must be at least ${minLength} characters long.`;
  if (length > maxLength) return `Must be at most ${maxLength} characters long.`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) return rule["x-rule"] ?? "Has the wrong format.";
  return null;
}

function faultOfNumber({ type, minimum, maximum }: Rule, value: number) {
  if ([type].flat().includes("integer") && !Number.isInteger(value)) return "Must be a whole number.";
  if (minimum !== undefined && value < minimum) return `Must be at least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `Must be at most ${maximum}.`;
  return null;
}
