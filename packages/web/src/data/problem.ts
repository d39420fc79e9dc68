import type { RefusalCode } from "@keywright/contract/codes";

/** A refusal's code, or one of our own: no answer at all, or an answer that is no problem document. */
export type ProblemCode = RefusalCode | "UNREACHABLE" | "UNKNOWN";

/** Why a call gave no answer: what every query and mutation of the app fails with. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** The HTTP status; 0 when the server did not answer. */
  readonly status: number;
  /** What is wrong with each field, by its path in the body: `customer.email`. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** Names the request in the server's log. */
  readonly requestId: string | null;

  constructor(
    code: ProblemCode,
    message: string,
    more: { status?: number; fieldErrors?: Record<string, string>; requestId?: string | null } = {},
  ) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.status = more.status ?? 0;
    this.fieldErrors = more.fieldErrors ?? {};
    this.requestId = more.requestId ?? null;
  }

  /** Whether somebody changed the thing since it was read. */
  get isChangedElsewhere(): boolean {
    return this.code === "CHANGED_ELSEWHERE";
  }
}

/** The server did not answer, or something in between said so. */
export function unreachable(): Problem {
  return new Problem("UNREACHABLE", "The server does not answer. Nothing is lost; try again in a moment.");
}

/** Reads a refused answer. Sign-in answers `{ code, message }` without the rest of a problem document. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const body = await readJson(response);
  const requestId = textOf(body.requestId) ?? response.headers.get("x-request-id");
  if (status === 502 || status === 504) return unreachable();
  const message = textOf(body.detail) ?? textOf(body.message);
  if (message === null) return new Problem("UNKNOWN", `The server answered ${status}.`, { status, requestId });
  // A map, since a field may be named like something that every object has.
  const errors = Object.entries(isObject(body.errors) ? body.errors : {});
  const fieldErrors = Object.fromEntries(errors.map(([field, words]) => [field, [words].flat().join(" ")]));
  return new Problem((textOf(body.code) ?? "UNKNOWN") as ProblemCode, message, { status, fieldErrors, requestId });
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
