import {
  PortalDevicePage,
  PortalLicense,
  PortalLicensePage,
  PortalOrderPage,
  PortalQuery,
} from "@keywright/contract/portal-api";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Context, Services } from "#actions/context.ts";
import { endDevice } from "#actions/portal/end-device.ts";
import { getOwnLicense } from "#actions/portal/get-license.ts";
import { listDevices } from "#actions/portal/list-devices.ts";
import { listOwnLicenses } from "#actions/portal/list-licenses.ts";
import { listOwnOrders } from "#actions/portal/list-orders.ts";
import { regenerateOwnKey } from "#actions/portal/regenerate-key.ts";
import { signInByKey } from "#actions/portal/sign-in-by-key.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { Gate } from "#http/authorize.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { IdParams } from "#http/management-api/routes.ts";
import { CUSTOMER, setSessionCookie } from "#http/portal-api/authorize.ts";
import { shapeDevice, shapeOrder, shapeOwnLicense } from "#http/portal-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

const tags = ["Customer portal"];

/** What a customer who is signed in sees and does. */
export function licenseRoutes(app: Routes, services: Services, { publicUrl }: Gate): void {
  const contextOf = ({ actor }: FastifyRequest): Context => ({ ...services, actor });

  app.get(
    "/licenses",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "listOwnLicenses" },
        summary: "List the customer's licenses",
        querystring: PortalQuery,
        response: answers({ 200: PortalLicensePage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const licenses = await listOwnLicenses(contextOf(request), page);
      return isRefusal(licenses) ? sendRefusal(reply, licenses) : reply.send(shapePage(licenses, shapeOwnLicense));
    },
  );

  app.get(
    "/licenses/:id/devices",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "listOwnDevices" },
        summary: "List the devices in use of a license",
        params: IdParams,
        querystring: PortalQuery,
        response: answers({ 200: PortalDevicePage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const devices = await listDevices(contextOf(request), request.params.id, page);
      return isRefusal(devices) ? sendRefusal(reply, devices) : reply.send(shapePage(devices, shapeDevice));
    },
  );

  app.delete(
    "/licenses/:id/devices/:instanceId",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "endOwnDevice" },
        summary: "End a device",
        description:
          "Frees its slot, where the product's settings let customers do so. A mail tells the customer of it.",
        params: Type.Object({
          ...IdParams.properties,
          instanceId: Type.String({ maxLength: 64, description: "The device's activation." }),
        }),
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { id: licenseId, instanceId } = request.params;
      const ended = await endDevice(contextOf(request), { licenseId, instanceId });
      return isRefusal(ended) ? sendRefusal(reply, ended) : reply.code(204).send();
    },
  );

  app.post(
    "/licenses/:id/regenerate",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "regenerateOwnKey" },
        summary: "Get a new key",
        description:
          "Where the product's settings let customers do so. The old key stops at once, and all devices end. Sessions that the old key opened end, too; whoever asks by one goes on in a new one.",
        params: IdParams,
        response: answers({ 200: PortalLicense }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const changed = await regenerateOwnKey(contextOf(request), id);
      if (isRefusal(changed)) return sendRefusal(reply, changed);
      if (request.portalSession?.session.licenseId !== null) {
        const opened = await signInByKey(services, changed.key);
        if (!isRefusal(opened)) setSessionCookie(reply, opened, services.clock.now(), publicUrl);
      }
      const license = await getOwnLicense(contextOf(request), id);
      return isRefusal(license) ? sendRefusal(reply, license) : reply.send(shapeOwnLicense(license));
    },
  );

  app.get(
    "/orders",
    {
      schema: {
        ...{ tags, security: CUSTOMER, operationId: "listOwnOrders" },
        summary: "List the customer's orders",
        description: "Empty for a session that a license key opened.",
        querystring: PortalQuery,
        response: answers({ 200: PortalOrderPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const orders = await listOwnOrders(contextOf(request), page);
      return isRefusal(orders) ? sendRefusal(reply, orders) : reply.send(shapePage(orders, shapeOrder));
    },
  );
}
