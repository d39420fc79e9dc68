import { VERDICTS } from "@keywright/contract/codes";
import {
  ActivateAnswer,
  ActivateRequest,
  DeactivateAnswer,
  DeactivateRequest,
  ValidateAnswer,
  ValidateRequest,
} from "@keywright/contract/license-api";
import { type Static, type TObject, Type } from "typebox";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import type { Context } from "#actions/context.ts";
import { validate } from "#actions/licenses/validate.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { shapeActivated, shapeDeactivated, shapeValidated } from "#http/license-api/shape.ts";

/* What a licensed application calls: each call once, whichever road it comes by. */

/** One call of the License API. */
export interface Call {
  readonly name: "activate" | "validate" | "deactivate";
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly body: TObject;
  readonly headers?: TObject;
  /** The successful answers by status. */
  readonly answers: Readonly<Record<number, TObject>>;
  /** Does what is asked. */
  answer(context: Context, sent: Sent): Promise<Answered | Refusal>;
}

/** What was sent with a call. Body and headers are what its schemas describe. */
export interface Sent {
  readonly body: unknown;
  readonly headers: Headers;
  /** Where the server is reached, for links. */
  readonly origin: Address;
}

/** Where customers reach this server, for links. */
export type Address = () => string;

export interface Answered {
  readonly status: number;
  readonly body: ValidateAnswer | ActivateAnswer | DeactivateAnswer;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const IdempotencyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: "A call that repeats it gets the first call's activation back and takes no second slot.",
    }),
  ),
});

const ACTIVATE: Call = {
  name: "activate",
  operationId: "activateLicense",
  summary: "Activate a license on a device",
  description:
    "Answers 201 for a new activation, and 200 when the device, or the repeated call, had its activation already.",
  headers: IdempotencyHeaders,
  body: ActivateRequest,
  answers: { 201: ActivateAnswer, 200: ActivateAnswer },
  async answer(context, { body: asked, headers, origin }) {
    const body = asked as ActivateRequest;
    const activated = await activate(context, {
      licenseKey: body.licenseKey,
      name: body.instanceName ?? null,
      fingerprint: body.fingerprint ?? null,
      metadata: body.metadata ?? {},
      customerId: body.customerId ?? null,
      productIdentifier: body.productIdentifier ?? null,
      idempotencyKey: (headers as Static<typeof IdempotencyHeaders>)["idempotency-key"] ?? null,
      devicesPage: () => `${origin()}/portal/devices`,
    });
    if (isRefusal(activated)) return activated;
    return { status: activated.isNew ? 201 : 200, body: shapeActivated(activated, context.actor) };
  },
};

const VALIDATE: Call = {
  name: "validate",
  operationId: "validateLicense",
  summary: "Ask whether a license may be used here, now",
  description:
    "Changes nothing but the device's last-seen time. `INVALID_KEY` and `INSTANCE_NOT_FOUND` come as 404 with the same body.",
  body: ValidateRequest,
  answers: { 200: ValidateAnswer, 404: ValidateAnswer },
  async answer(context, sent) {
    const body = sent.body as ValidateRequest;
    const validated = await validate(context, {
      licenseKey: body.licenseKey,
      instanceId: body.instanceId ?? null,
      fingerprint: body.fingerprint ?? null,
      productIdentifier: body.productIdentifier ?? null,
    });
    if (isRefusal(validated)) return validated;
    return { status: VERDICTS[validated.verdict.code].status, body: shapeValidated(validated, context.actor) };
  },
};

const DEACTIVATE: Call = {
  name: "deactivate",
  operationId: "deactivateInstance",
  summary: "End a device's activation",
  description: "Frees the slot; the license stays as it is. Works on expired and deactivated licenses, too.",
  body: DeactivateRequest,
  answers: { 200: DeactivateAnswer },
  async answer(context, sent) {
    const at = await deactivate(context, sent.body as DeactivateRequest);
    return isRefusal(at) ? at : { status: 200, body: shapeDeactivated(at) };
  },
};

export const CALLS: readonly Call[] = [ACTIVATE, VALIDATE, DEACTIVATE];
