import { performance } from "node:perf_hooks";
import type { DatabaseSync } from "node:sqlite";
import { askFor } from "#store/sqlite/at-once.ts";
import type { Condition } from "#store/sqlite/condition.ts";
import type { Changed, Changes } from "#store/store.ts";

/**
 * What the connection that writes knows of changes. SQLite counts the commits of all other connections, other processes'
 * included, in `data_version`; which rows this connection itself has changed, its triggers tell. They are temporary: no
 * other connection sees them, and they are not in the file.
 */
export class SqliteChanges implements Changes {
  readonly #writer: DatabaseSync;
  readonly #condition: Condition;
  readonly #version: () => unknown;
  #lastVersion: unknown;
  #lastArrival = { loopCount: -1, events: -1 };
  /** Changed by this connection since the last look, by a transaction that may still be open. */
  #licenses = new Set<string>();
  #isMore = false;
  readonly #listeners: ((changed: Changed) => void)[] = [];

  /** @param writer the one connection of this process that changes anything, outside of a transaction */
  constructor(writer: DatabaseSync, condition: Condition) {
    this.#writer = writer;
    this.#condition = condition;
    writer.function("license_changed", (id) => {
      this.#licenses.add(String(id));
      return null;
    });
    writer.function("more_changed", () => {
      this.#isMore = true;
      return null;
    });
    for (const event of ["update", "delete"]) {
      writer.exec(`create temp trigger licenses_${event} after ${event} on main.licenses
        begin select license_changed(old.id); end`);
      // What a license's answer tells besides. It is edited rarely, and belongs to many licenses.
      for (const table of ["customers", "plans", "products"]) {
        writer.exec(`create temp trigger ${table}_${event} after ${event} on main.${table}
          begin select more_changed(); end`);
      }
    }
    // Not when it was used last, which is noted every second.
    writer.exec(`create temp trigger tokens_update after update of digest, name, scope, revoked_at on main.tokens
      begin select more_changed(); end`);
    writer.exec("create temp trigger tokens_delete after delete on main.tokens begin select more_changed(); end");
    this.#version = askFor(writer, "pragma data_version");
    this.#lastVersion = this.#read();
  }

  listen(heard: (changed: Changed) => void): void {
    this.#listeners.push(heard);
  }

  look(): void {
    const version = this.#versionOfArrival();
    const isMore = this.#isMore || version !== this.#lastVersion;
    if (!isMore && this.#licenses.size === 0) return;
    const licenses = this.#licenses;
    this.#lastVersion = version;
    // Until the transaction is over, others go on reading what was before; so it is told again the next time.
    if (!this.#writer.isTransaction) {
      this.#licenses = new Set();
      this.#isMore = false;
    }
    for (const heard of this.#listeners) heard(isMore ? "anything" : licenses);
  }

  /**
   * What the loop hands over at a time had been sent before the first of it was looked at, and so before what others may
   * commit meanwhile: one look, which asks the system for two locks, is enough for all of it (decision 0033).
   */
  #versionOfArrival(): unknown {
    const { loopCount, events } = performance.nodeTiming.uvMetricsInfo;
    const last = this.#lastArrival;
    if (loopCount === last.loopCount && events === last.events) return this.#lastVersion;
    const version = this.#read();
    this.#lastArrival = { loopCount, events };
    return version;
  }

  #read(): unknown {
    try {
      return this.#version();
    } catch (error) {
      throw this.#condition.failed(error);
    }
  }
}
