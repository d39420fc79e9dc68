import { EndByDeviceLink, FullLicense, OpenDeviceLink } from "@keywright/contract/portal-api";
import { Type } from "typebox";
import { readDeviceLink } from "#actions/activations/device-link.ts";
import type { Services } from "#actions/context.ts";
import { endDevice } from "#actions/portal/end-device.ts";
import { openDeviceLink } from "#actions/portal/open-device-link.ts";
import { isRefusal } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { ANYBODY } from "#http/portal-api/authorize.ts";
import { shapeFullLicense } from "#http/portal-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

const tags = ["Customer portal"];

/** What a device link opens: one license's devices, of which one may be ended while the license is full. No session. */
export function deviceLinkRoutes(app: Routes, services: Services, { limits }: Gate): void {
  app.post(
    "/device-link",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "openDeviceLink" },
        summary: "See the devices of a full license",
        description: "For the page that `manageUrl` of `ACTIVATION_LIMIT_REACHED` leads to. Changes nothing.",
        body: OpenDeviceLink,
        response: answers({ 200: FullLicense }),
      },
    },
    async (request, reply) => {
      const holder = await readDeviceLink(services, request.body.deviceLink);
      if (isRefusal(holder)) {
        chargeFailure(limits, request.ip);
        return sendRefusal(reply, holder);
      }
      const full = await openDeviceLink({ ...services, actor: holder.actor }, holder.licenseId);
      return isRefusal(full) ? sendRefusal(reply, full) : reply.send(shapeFullLicense(full, holder.waiting));
    },
  );

  app.post(
    "/device-link/end",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "endByDeviceLink" },
        summary: "End a device so that another fits",
        description: "While the license is full, and no longer. A mail tells the customer of it.",
        body: EndByDeviceLink,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { deviceLink, instanceId } = request.body;
      const holder = await readDeviceLink(services, deviceLink);
      if (isRefusal(holder)) {
        chargeFailure(limits, request.ip);
        return sendRefusal(reply, holder);
      }
      const { actor, licenseId, waiting } = holder;
      const ended = await endDevice({ ...services, actor }, { licenseId, instanceId, for: { waiting } });
      return isRefusal(ended) ? sendRefusal(reply, ended) : reply.code(204).send();
    },
  );
}
