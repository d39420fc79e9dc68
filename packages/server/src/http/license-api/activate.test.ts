import { play } from "#test/scenario.ts";

const path = "/api/v1/license/activate";

play([
  {
    name: "a new device is activated",
    request: async (server) => ({
      method: "POST",
      path,
      body: { licenseKey: (await server.license({ activationLimit: 3 })).key, instanceName: "Studio Mac" },
    }),
    status: 201,
    body: {
      activatedAt: "2026-03-10T09:30:00Z",
      expiresOn: null,
      license: { activationUsage: 1, activationLimit: 3, activatedOn: "2026-03-10T09:30:00Z", enabled: true },
    },
    absent: ["Ines", "@example.com"],
    events: ["activation.created"],
  },
]);
