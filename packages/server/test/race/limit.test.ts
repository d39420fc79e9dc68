import { expect, test } from "vitest";
import { checkRecord } from "#actions/record/check.ts";
import { atOnce, givenProcesses, slotsOf, tally } from "#test/race/processes.ts";

test.each([{ processes: 1 }, { processes: 2 }])(
  "200 devices that ask at once get exactly the 5 slots of a license, on $processes process(es)",
  async ({ processes }) => {
    const { given, servers, expectNoTrouble } = await givenProcesses(processes);
    const { key, license } = await given.license({ activationLimit: 5 });

    const answers = await atOnce(200, servers, (server, number) =>
      server.call("POST", "/api/v1/license/activate", {
        body: { licenseKey: key, instanceName: `Device ${number}`, fingerprint: `device-${number}` },
      }),
    );

    const outcomes = answers.map(({ status, body }) => `${status} ${body.code ?? "activated"}`);
    expect(tally(outcomes)).toEqual({ "201 activated": 5, "403 ACTIVATION_LIMIT_REACHED": 195 });
    const usages = answers.filter(({ status }) => status === 201).map(({ body }) => body.license.activationUsage);
    expect(usages.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await slotsOf(given, license.id)).toEqual({ counted: 5, inUse: 5 });
    const events = (await given.events()).filter((type) => type.startsWith("activation."));
    expect(tally(events)).toEqual({ "activation.created": 5, "activation.denied": 195 });
    // Whoever came first in whichever process: the license's events are one chain.
    expect((await checkRecord(given.services)).faults).toEqual([]);
    expectNoTrouble();
  },
);
