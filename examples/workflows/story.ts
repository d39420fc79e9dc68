/* How the example tells what it does, and how it notices that something is not as promised. */

/** Something that the example can't go on from. The message is for whoever runs it. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Tells one step. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Begins a workflow. */
export function title(line: string): void {
  say(`\n${line}`);
}

/** A key by which people can tell it from others, and nobody can use it: HALC…C5NPG. */
export function masked(licenseKey: string): string {
  return `${licenseKey.split("-")[0]}…${licenseKey.slice(-5)}`;
}

/** Compares what came with what was promised, and ends the example when they differ. */
export function expectThat(what: string, actual: unknown, promised: unknown): void {
  if (actual === promised) return;
  throw new Failure(`Not as promised: ${what}.\n  expected: ${String(promised)}\n  was:      ${String(actual)}`);
}

/** Waits for a call that must be refused, and answers the refusal. Any answer but this kind of error ends the example. */
export async function expectRefusal<E extends Error>(
  what: string,
  kind: new (...args: never[]) => E,
  call: Promise<unknown>,
): Promise<E> {
  const outcome = await call.catch((error: unknown) => error);
  if (outcome instanceof kind) return outcome;
  const was = outcome instanceof Error ? `${outcome.name}: ${outcome.message}` : "an answer";
  throw new Failure(`Not as promised: ${what}.\n  expected: ${kind.name}\n  was:      ${was}`);
}
