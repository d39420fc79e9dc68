import { createHook } from "node:async_hooks";
import { onTestFinished } from "vitest";

/** What Node has of a connection that is being made, or of a name that is looked up. */
interface Attempt {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

const ATTEMPTS: ReadonlySet<string> = new Set(["TCPCONNECTWRAP", "GETADDRINFOREQWRAP", "QUERYWRAP", "UDPSENDWRAP"]);

/**
 * Watches all that this process connects to, and all names that it looks up, from now to the end of the test: below every
 * library, so that none goes unseen. Answers both as texts: `127.0.0.1:25`, `mail.example.com`.
 */
export function watchOutgoing(): () => string[] {
  const attempts: Attempt[] = [];
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      // What it is about is written into it afterwards.
      if (ATTEMPTS.has(type)) attempts.push(resource as Attempt);
    },
  }).enable();
  onTestFinished(() => {
    hook.disable();
  });
  return () => [...new Set(attempts.map(({ address, port, hostname }) => hostname ?? `${address}:${port}`))];
}
