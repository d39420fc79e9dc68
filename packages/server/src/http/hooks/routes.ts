import type { FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "#actions/context.ts";
import { isSettled, receiveEvent } from "#actions/sales/receive.ts";
import { isRefusal, refuse } from "#domain/refusal.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import { COST, type Limits } from "#http/limits.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";

/** More than any event of theirs has. */
const BODY_BYTES = 1024 * 1024;

/** Where each provider's events come in. What is not connected is not there. */
const ADDRESSES = { stripe: "/hooks/stripe", paddle: "/hooks/paddle", lemon_squeezy: "/hooks/lemon-squeezy" } as const;

/**
 * Takes in what payment providers send. A message counts when it carries its provider's signature: whoever has sent it is
 * not asked for anything else. It is answered 200 once it is kept, whatever came of it, so that it is not sent again; but
 * for one whose provider could not be asked about it, which is kept and asked about when it comes again.
 */
export function hooks(services: Services, limits: Limits, providers: readonly SaleProvider[]) {
  return async (app: Routes): Promise<void> => {
    // The signature is about the bytes as they came.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, async (_request: FastifyRequest, body: Buffer) => body);
    for (const [name, path] of Object.entries(ADDRESSES)) {
      const provider = providers.find((connected) => connected.provider === name);
      app.post(path, { schema: { hide: true }, bodyLimit: BODY_BYTES }, async (request, reply) =>
        provider === undefined
          ? sendRefusal(reply, refuse("NOT_FOUND", "This payment provider is not connected."))
          : receive(services, limits, provider, request, reply),
      );
    }
  };
}

async function receive(
  services: Services,
  limits: Limits,
  provider: SaleProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const told = provider.read(body, request.headers, services.clock.now());
  if (told === null) {
    const limited = limits.address.take(request.ip, COST.call + COST.failure);
    return sendRefusal(
      reply,
      limited ?? refuse("INVALID_SIGNATURE", `This does not carry ${provider.name}'s signature.`),
    );
  }
  if (told.event === "") return sendRefusal(reply, refuse("INVALID_REQUEST", "This is no event: it has no id."));
  const context = { ...services, actor: { kind: "provider", name: provider.name } as const };
  request.actor = context.actor;
  const { complete } = provider;
  // Looked up only to spare asking the provider.
  const settled = complete !== undefined && (await isSettled(context, told));
  if (isRefusal(settled)) return sendRefusal(reply, settled);
  const whole = settled || complete === undefined ? told : await complete(told);
  const kept = await receiveEvent(context, whole ?? told, whole !== null);
  if (isRefusal(kept)) return sendRefusal(reply, kept);
  if (whole === null)
    return sendRefusal(
      reply,
      refuse("UNAVAILABLE", `This is kept, but ${provider.name} could not be asked what it is about. Send it again.`, {
        retryAfterSeconds: 60,
      }),
    );
  return reply.code(200).send({ received: true });
}
