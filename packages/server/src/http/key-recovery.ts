import { KeysOnTheWay, RecoverKeys } from "@keywright/contract/management-api/mails";
import type { Services } from "#actions/context.ts";
import { recoverKeys } from "#actions/customers/recover-keys.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

/** How often one address may ask. */
const ASKING = { points: 5, seconds: 60 } as const;

/** "Send me my keys": how a customer gets lost keys, without signing in. */
export function keyRecovery(services: Services, { limits }: Gate) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", async (request, reply) => {
      const refusal = limits.address.take(request.ip, COST.call);
      return refusal === null ? undefined : sendRefusal(reply, refusal);
    });
    const asking = limits.narrowed("key-recovery", ASKING);
    app.post(
      "/portal/recover",
      {
        schema: {
          tags: ["Customer portal"],
          security: [],
          operationId: "recoverKeys",
          summary: "Have one's keys mailed",
          description: "The answer is the same whether or not anything was bought with the address.",
          body: RecoverKeys,
          response: answers({ 200: KeysOnTheWay }),
        },
      },
      async (request, reply) => {
        const limited = asking.take(request.ip, 1);
        if (limited !== null) return sendRefusal(reply, limited);
        const asked = await recoverKeys(services, request.body.email);
        if (isRefusal(asked)) return sendRefusal(reply, asked);
        return reply.send({ message: "If something was bought with this address, its keys are on their way to it." });
      },
    );
  };
}
