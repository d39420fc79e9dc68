import { createHook } from "node:async_hooks";
import { StatementSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Client } from "pg";
import { vi } from "vitest";
import type { Vault } from "#kit/vault.ts";

/** What was done, as far as it takes time: two that do the same are not told apart by how long they take. */
export interface Work {
  /** What the database was asked, in this order. */
  readonly statements: readonly string[];
  /** How many keyed hashes were made. */
  readonly hashes: number;
  /** How many passwords were hashed. */
  readonly passwords: number;
}

/** Counts what is done meanwhile, by whomever. It comes alone: calls that come at the same time share a look at the changes. */
export async function workOf(vault: Vault, work: () => Promise<unknown>): Promise<Work> {
  // From wherever in a turn of the event loop this is called, the next one has begun after two.
  await nextTurn();
  await nextTurn();
  const statements: string[] = [];
  const asked = (sql: string) => statements.push(sql);
  const spies = [
    ...(["all", "get", "run", "iterate"] as const).map((way) => {
      const original = StatementSync.prototype[way] as (...values: unknown[]) => unknown;
      return vi.spyOn(StatementSync.prototype, way).mockImplementation(function (this: StatementSync, ...values) {
        asked(this.sourceSQL);
        return original.apply(this, values) as never;
      });
    }),
    spyOnQueries(asked),
  ];
  const hashes = [vi.spyOn(vault, "marks"), vi.spyOn(vault, "mark"), vi.spyOn(vault, "digest")];
  let passwords = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === "SCRYPTREQUEST") passwords++;
    },
  }).enable();
  try {
    await work();
    return { statements, hashes: hashes.reduce((sum, { mock }) => sum + mock.calls.length, 0), passwords };
  } finally {
    hook.disable();
    for (const spy of [...spies, ...hashes]) spy.mockRestore();
  }
}

function spyOnQueries(asked: (sql: string) => unknown) {
  const original = Client.prototype.query as (...values: unknown[]) => unknown;
  return vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...values: unknown[]) {
    const [query] = values;
    asked(typeof query === "string" ? query : (query as { text: string }).text);
    return original.apply(this, values) as never;
  });
}
