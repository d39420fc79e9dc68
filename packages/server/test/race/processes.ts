import { expect } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { type Given, GivenServer, givenInstallation } from "#test/given.ts";
import { startProcess } from "#test/process.ts";

/** Several processes that serve one installation, and a look of the test's own at the same database. */
export interface Processes {
  /** Prepares, and looks at what is stored. */
  readonly given: Given;
  /** The processes, as their callers know them. */
  readonly servers: readonly GivenServer[];
  /** Fails when a process has logged an error or a warning. */
  expectNoTrouble(): void;
}

/** @param environment what they are told besides the database */
export async function givenProcesses(count: number, environment: Record<string, string> = {}): Promise<Processes> {
  const database = await givenDatabase();
  const given = await givenInstallation(database);
  const processes = await Promise.all(
    Array.from({ length: count }, () => startProcess({ ...database, ...environment })),
  );
  return {
    given,
    servers: processes.map(({ url }) => new GivenServer(given.services, given.clock, url)),
    expectNoTrouble() {
      for (const { said } of processes) expect(said.filter((line) => line.startsWith("{"))).toEqual([]);
    },
  };
}

/** Does the work so many times at once, the processes taking turns. `number` counts from 0. */
export function atOnce<T>(
  times: number,
  servers: readonly GivenServer[],
  work: (server: GivenServer, number: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, number) => work(pick(servers, number), number)));
}

/** The server whose turn it is. */
export function pick(servers: readonly GivenServer[], number: number): GivenServer {
  const server = servers[number % servers.length];
  if (server === undefined) throw new Error("there is no server");
  return server;
}

/** A license's counter and its activations in use, as they stand at one and the same moment. */
export async function slotsOf({ services }: Given, licenseId: string): Promise<{ counted: number; inUse: number }> {
  return services.store.read
    .selectFrom("licenses")
    .select((eb) => [
      "activation_usage as counted",
      eb
        .selectFrom("activations")
        .select((activations) => activations.fn.countAll<number>().as("rows"))
        .whereRef("license_id", "=", "licenses.id")
        .where("ended_at", "is", null)
        .$asScalar()
        .$notNull()
        .as("inUse"),
    ])
    .where("id", "=", licenseId)
    .executeTakeFirstOrThrow();
}

/** How often each text occurs. */
export function tally(texts: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
