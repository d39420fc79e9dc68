import { appendFileSync, writeFileSync } from "node:fs";
import type { Action, Answer, Asked, Call, Fault } from "#test/torture/history/call.ts";

/** All calls and faults of a run, in memory and, when it is said where, as JSON lines in a file. */
export class History {
  readonly calls: Call[] = [];
  readonly faults: Fault[] = [];
  readonly #started = performance.now();
  /** What times count from, in milliseconds since 1970: what the database's own times are compared with. */
  readonly startedAt = performance.timeOrigin + this.#started;
  readonly #file: string | null;
  #lines: string[] = [];

  constructor(file: string | null = null) {
    this.#file = file;
    if (file !== null) writeFileSync(file, "");
  }

  /** Milliseconds since the run began. */
  now(): number {
    return performance.now() - this.#started;
  }

  /** The name that a call about to begin must send, so that what it makes can be traced back to it. */
  get nextName(): string {
    return nameOf(this.calls.length + 1);
  }

  begin(who: { actor: string; process: string }, action: Action, license: string, asked: Asked): Call {
    const begun = this.now();
    const id = this.calls.length + 1;
    const call: Call = { id, ...who, action, license, asked, begun, ended: null, answer: null, silence: null };
    this.calls.push(call);
    return call;
  }

  answered(call: Call, answer: Answer): void {
    call.ended = this.now();
    call.answer = answer;
    this.#keep("call", call);
  }

  unanswered(call: Call, why: string): void {
    call.ended = this.now();
    call.silence = why;
    this.#keep("call", call);
  }

  /** Records what is done while `work` runs. */
  async during<T>(what: string, work: () => Promise<T>, lostSight = false): Promise<T> {
    const fault: Fault = { what, begun: this.now(), ended: null, lostSight };
    this.faults.push(fault);
    try {
      return await work();
    } finally {
      fault.ended = this.now();
      this.#keep("fault", fault);
    }
  }

  /** Writes what has gathered. Seldom, since it makes everybody wait. */
  flush(): void {
    if (this.#file !== null && this.#lines.length > 0) appendFileSync(this.#file, this.#lines.join(""));
    this.#lines = [];
  }

  #keep(kind: "call" | "fault", entry: Call | Fault): void {
    if (this.#file === null) return;
    this.#lines.push(`${JSON.stringify({ kind, ...entry })}\n`);
    if (this.#lines.length >= 1_000) this.flush();
  }
}

function nameOf(callId: number): string {
  return `call ${callId}`;
}

/** Which call a name names. */
export function callNamed(calls: readonly Call[], name: string | null): Call | null {
  const id = Number(/^call (\d+)$/.exec(name ?? "")?.[1] ?? 0);
  return calls[id - 1] ?? null;
}
