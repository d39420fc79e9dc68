import { expect, test } from "vitest";
import type { EventType } from "#domain/events.ts";
import { type CallOptions, type GivenServer, givenServer } from "#test/given.ts";

/** One request, what it is answered, and what it leaves behind: the events that it records, and nothing else. */
export interface Scenario {
  readonly name: string;
  /** Prepares what the request is about, and makes the request. */
  readonly request: (server: GivenServer) => Promise<{ method: string; path: string } & CallOptions>;
  readonly status: number;
  /** Must stand in the answer's body. */
  readonly body?: unknown;
  /** Must not stand anywhere in the answer. */
  readonly absent?: readonly string[];
  /** The events that are recorded, in order. None: then nothing at all is stored. */
  readonly events?: readonly EventType[];
}

/** Plays each scenario against a server of its own. */
export function play(scenarios: readonly Scenario[]): void {
  test.each(scenarios)("$name", async ({ request, status, body, absent = [], events = [] }) => {
    const server = await givenServer();
    const { method, path, ...options } = await request(server);
    const before = { stored: await server.stored(), events: (await server.events()).length };

    const answer = await server.call(method, path, options);

    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, ...(body !== undefined && { body }) });
    for (const text of absent) expect(JSON.stringify(answer.body)).not.toContain(text);
    expect((await server.events()).slice(before.events)).toEqual(events);
    if (events.length === 0) expect(await server.stored()).toBe(before.stored);
  });
}
