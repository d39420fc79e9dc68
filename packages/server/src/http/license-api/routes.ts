import { VERDICTS } from "@keywright/contract/codes";
import {
  ActivateAnswer,
  ActivateRequest,
  DeactivateAnswer,
  DeactivateRequest,
  ValidateAnswer,
  ValidateRequest,
} from "@keywright/contract/license-api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type TObject, Type } from "typebox";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import type { Services } from "#actions/context.ts";
import { validate } from "#actions/licenses/validate.ts";
import { isRefusal } from "#domain/refusal.ts";
import { authorizeApplication, chargeFailure } from "#http/authorize.ts";
import { readLenientBody } from "#http/license-api/read-body.ts";
import { shapeActivated, shapeDeactivated, shapeValidated } from "#http/license-api/shape.ts";
import type { Limits } from "#http/limits.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

const IdempotencyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: "A call that repeats it gets the first call's activation back and takes no second slot.",
    }),
  ),
});

/** What a licensed application calls. The paths hang below whatever prefix the caller registers them with. */
export function licenseApi(services: Services, limits: Limits, { documented }: { documented: boolean }) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", authorizeApplication(services, limits));
    const tags = ["License API"];
    const security = [{}, { token: [] }];
    const hide = !documented;

    app.post(
      "/activate",
      {
        preValidation: lenient(ActivateRequest),
        schema: {
          hide,
          tags,
          security,
          operationId: "activateLicense",
          summary: "Activate a license on a device",
          description:
            "Answers 201 for a new activation, and 200 when the device, or the repeated call, had its activation already.",
          headers: IdempotencyHeaders,
          body: ActivateRequest,
          response: answers({ 201: ActivateAnswer, 200: ActivateAnswer }),
        },
      },
      async (request, reply) => {
        const { body, headers } = request;
        const activated = await activate(contextOf(request), {
          licenseKey: body.licenseKey,
          name: body.instanceName ?? null,
          fingerprint: body.fingerprint ?? null,
          metadata: body.metadata ?? {},
          customerId: body.customerId ?? null,
          productIdentifier: body.productIdentifier ?? null,
          idempotencyKey: headers["idempotency-key"] ?? null,
        });
        if (isRefusal(activated)) return refuseCall(request, reply, activated);
        return reply.code(activated.isNew ? 201 : 200).send(shapeActivated(activated, request.actor));
      },
    );

    app.post(
      "/validate",
      {
        preValidation: lenient(ValidateRequest),
        schema: {
          hide,
          tags,
          security,
          operationId: "validateLicense",
          summary: "Ask whether a license may be used here, now",
          description:
            "Changes nothing but the device's last-seen time. `INVALID_KEY` and `INSTANCE_NOT_FOUND` come as 404 with the same body.",
          body: ValidateRequest,
          response: answers({ 200: ValidateAnswer, 404: ValidateAnswer }),
        },
      },
      async (request, reply) => {
        const { body } = request;
        const validated = await validate(contextOf(request), {
          licenseKey: body.licenseKey,
          instanceId: body.instanceId ?? null,
          fingerprint: body.fingerprint ?? null,
          productIdentifier: body.productIdentifier ?? null,
        });
        if (isRefusal(validated)) return refuseCall(request, reply, validated);
        const { status } = VERDICTS[validated.verdict.code];
        if (status === 404) await chargeUnlessTrusted(request);
        return reply.code(status).send(shapeValidated(validated, request.actor));
      },
    );

    app.post(
      "/deactivate",
      {
        preValidation: lenient(DeactivateRequest),
        schema: {
          hide,
          tags,
          security,
          operationId: "deactivateInstance",
          summary: "End a device's activation",
          description: "Frees the slot; the license stays as it is. Works on expired and deactivated licenses, too.",
          body: DeactivateRequest,
          response: answers({ 200: DeactivateAnswer }),
        },
      },
      async (request, reply) => {
        const at = await deactivate(contextOf(request), request.body);
        if (isRefusal(at)) return refuseCall(request, reply, at);
        return reply.send(shapeDeactivated(at));
      },
    );
  };

  function contextOf({ actor }: FastifyRequest) {
    return { ...services, actor };
  }

  async function refuseCall(
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: Parameters<typeof sendRefusal>[1],
  ): Promise<FastifyReply> {
    if (refusal.refusal === "LICENSE_NOT_FOUND" || refusal.refusal === "INSTANCE_NOT_FOUND")
      await chargeUnlessTrusted(request);
    return sendRefusal(reply, refusal);
  }

  async function chargeUnlessTrusted(request: FastifyRequest): Promise<void> {
    if (request.actor.kind === "application") await chargeFailure(limits, request);
  }
}

/** A hook for `preValidation`: see `readLenientBody`. */
function lenient(schema: TObject) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const body = readLenientBody(schema, request.body);
    if (isRefusal(body)) return sendRefusal(reply, body);
    request.body = body;
    return undefined;
  };
}
