import fc from "fast-check";
import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { givenThings, operationsOf } from "#test/hostile/operations.ts";
import { expectProblem } from "#test/hostile/problem.ts";
import { brokenRequest, fittingRequest, withCredentials } from "#test/hostile/requests.ts";
import { signInWithKey, WITH_MAIL } from "#test/portal.ts";

/* What a request may hold is taken from the server's own OpenAPI document: a new operation is tried by itself. */

const { seed: SEED } = fc.readConfigureGlobal();

// A fault of the server is told in its log, which is then part of the test's output.
const environment = { KEYWRIGHT_LOG_LEVEL: "error" };

test("a request that breaks its schema in one place is refused with that field's name, and nothing is stored", async () => {
  const server = await givenServer(environment);
  const token = await server.token();
  const session = await server.signIn();
  const things = await givenThings(server, token);
  const customer = await signInWithKey(server, String(things.licenseKey));
  const tried: string[] = [];
  for (const operation of await operationsOf(server)) {
    const broken = brokenRequest(operation, things);
    if (broken === null) continue;
    await fc.assert(
      // In batches, since looking at all that is stored takes its time. A failing one is shrunk to the request to blame.
      fc.asyncProperty(fc.array(broken, { minLength: 1, maxLength: 50, size: "max" }), async (batch) => {
        const before = await server.stored();
        const answers = await Promise.all(
          batch.map((request, index) =>
            server.call(
              request.method,
              request.path,
              withCredentials(operation, request, { token, session, customer }, index % 2 === 1),
            ),
          ),
        );
        for (const [index, { field }] of batch.entries()) {
          const answer = answers[index];
          if (answer) expectProblem(answer, 400, field);
        }
        expect(await server.stored()).toBe(before);
      }),
      { numRuns: 6 },
    );
    tried.push(operation.id);
  }
  expect(tried).toEqual(expect.arrayContaining(["activateLicense", "placeOrder", "editLicense", "listOrders"]));
});

test("a request that fits its schema is done, or refused with a problem document, and never fails", async () => {
  const operations = await operationsOf(await givenServer(environment));
  let callers = await givenCallers(true);
  for (const operation of operations) {
    const statuses = new Set<number>();
    const round = async (number: number) => {
      const { server, token, session } = callers;
      // New each time, since some things can be used once, and tried a few times.
      const things = await givenThings(server, token);
      const customer = operation.needsCustomer ? await signInWithKey(server, String(things.licenseKey)) : {};
      const fits = fc.asyncProperty(fittingRequest(operation, things), fc.boolean(), async (request, asUser) => {
        const answer = await server.call(
          request.method,
          request.path,
          withCredentials(operation, request, { token, session, customer }, asUser),
        );
        statuses.add(answer.status);
        const isVerdict = answer.status === 404 && "valid" in answer.body;
        if (answer.status >= 300 && !isVerdict) expectProblem(answer, answer.status);
        expect(answer.status).toBeLessThan(500);
      });
      await fc.assert(fits, { numRuns: 25, ...(SEED !== undefined && { seed: SEED + number }) });
    };
    // What is refused every time has not been tried. Chance may well refuse one round, but not all of them.
    for (let rounds = 0; rounds < 40 && !isDone(statuses); rounds++) {
      // A new server where callers were locked out, and where something is refused that can be done once, as setting up can.
      if (rounds === 1 || !(await areLetIn(callers)))
        callers = await givenCallers(operation.needsUser || operation.needsToken);
      await round(rounds);
    }
    expect(isDone(statuses), operation.id).toBe(true);
  }
});

/** A new server, and what its callers have. @param isSetUp whether it has a user, who is signed in */
async function givenCallers(isSetUp: boolean) {
  const server = await givenServer({ ...environment, ...WITH_MAIL });
  return { server, token: await server.token(), session: isSetUp ? await server.signIn() : {} };
}

/** Whether what callers have still lets them in. */
async function areLetIn({ server, token, session }: Awaited<ReturnType<typeof givenCallers>>): Promise<boolean> {
  const answers = [{ token }, { headers: session }].map((who) => server.call("GET", "/api/v1/products", who));
  return (await Promise.all(answers)).every(({ status }) => status === 200);
}

function isDone(statuses: ReadonlySet<number>): boolean {
  return [...statuses].some((status) => status < 300);
}
