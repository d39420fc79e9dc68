import { keyEnding as foldEnding } from "@keywright/contract/license-key";
import {
  EditLicense,
  ExplainQuery,
  Explanation,
  FindLicense,
  License,
  LicensePage,
  LicenseQuery,
  LicenseWithLastSeen,
  RestoreLicense,
  RevealedKey,
  SuspendLicense,
} from "@keywright/contract/management-api/licenses";
import type { FastifyReply } from "fastify";
import { deactivateLicense } from "#actions/licenses/deactivate.ts";
import { editTerms } from "#actions/licenses/edit-terms.ts";
import { explainLicense } from "#actions/licenses/explain.ts";
import { findLicenseOfKey } from "#actions/licenses/find.ts";
import { getLicense } from "#actions/licenses/get.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { searchLicenses } from "#actions/licenses/list.ts";
import { regenerateKey } from "#actions/licenses/regenerate-key.ts";
import { restoreLicense } from "#actions/licenses/restore.ts";
import { revealKey } from "#actions/licenses/reveal-key.ts";
import { sendKey } from "#actions/licenses/send-key.ts";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { etagOf, expectedRevision } from "#http/etag.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { readMoment, readMoments } from "#http/management-api/read-moments.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeExplanation, shapeLicense, shapeLicenseWithLastSeen } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Licenses"];

export const licenseRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/licenses",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listLicenses",
        summary: "List and search licenses",
        querystring: LicenseQuery,
        response: answers({ 200: LicensePage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const { keyEnding, expiresAfter, expiresBefore, ...same } = filtersOf(request.query);
      const moments = readMoments({ expiresAfter, expiresBefore });
      if (isRefusal(moments)) return sendRefusal(reply, moments);
      const search = { ...same, ...moments, ...(keyEnding !== undefined && { keyEnding: foldEnding(keyEnding) }) };
      const licenses = await searchLicenses(contextOf(request), search, page);
      if (isRefusal(licenses)) return sendRefusal(reply, licenses);
      return reply.send(shapePage(licenses, shapeLicense));
    },
  );

  app.post(
    "/licenses/find",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "findLicense",
        summary: "Find a license by its whole key",
        description: "A POST, since a key is a secret and must not stand in a URL.",
        body: FindLicense,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => answerLicense(reply, await findLicenseOfKey(contextOf(request), request.body.licenseKey)),
  );

  app.get(
    "/licenses/:id",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "getLicense",
        summary: "Get a license",
        params: IdParams,
        response: answers({ 200: LicenseWithLastSeen }),
      },
    },
    async (request, reply) => {
      const license = await getLicense(contextOf(request), request.params.id);
      if (isRefusal(license)) return sendRefusal(reply, license);
      return reply.header("etag", etagOf(license.revision)).send(shapeLicenseWithLastSeen(license));
    },
  );

  app.get(
    "/licenses/:id/explanation",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "explainLicense",
        summary: "Explain why a license is valid or not",
        description: "From its record: now, at any time before, or at a time to come if nothing changes until then.",
        params: IdParams,
        querystring: ExplainQuery,
        response: answers({ 200: Explanation }),
      },
    },
    async (request, reply) => {
      const moments = readMoments({ at: request.query.at });
      if (isRefusal(moments)) return sendRefusal(reply, moments);
      const explained = await explainLicense(contextOf(request), { id: request.params.id }, moments.at ?? null);
      if (isRefusal(explained)) return sendRefusal(reply, explained);
      return reply.send(shapeExplanation(explained));
    },
  );

  app.patch(
    "/licenses/:id",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "editLicense",
        summary: "Change a license's limit or expiry",
        description:
          "A limit below the current use throws nobody out: it admits no new device until the use is below it.",
        params: IdParams,
        headers: EditHeaders,
        body: EditLicense,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => {
      const { activationLimit, expiresOn: typed } = request.body;
      const expiresOn = typed == null ? typed : readMoment("expiresOn", typed);
      if (isRefusal(expiresOn)) return sendRefusal(reply, expiresOn);
      const license = await editTerms(contextOf(request), {
        id: request.params.id,
        expected: expectedRevision(request.headers["if-match"]),
        ...(activationLimit !== undefined && { activationLimit }),
        ...(expiresOn !== undefined && { expiresOn }),
      });
      return answerLicense(reply, license);
    },
  );

  app.post(
    "/licenses/:id/regenerate",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "regenerateKey",
        summary: "Replace a license's key",
        description: "The old key stops at once, and every activation ends. It can't be undone.",
        params: IdParams,
        headers: EditHeaders,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => {
      const expected = expectedRevision(request.headers["if-match"]);
      return answerLicense(reply, await regenerateKey(contextOf(request), { id: request.params.id, expected }));
    },
  );

  app.post(
    "/licenses/:id/suspend",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "suspendLicense",
        summary: "Suspend a license",
        description:
          "It stops validating and admits no new device. Its key and its activations wait until it is restored.",
        params: IdParams,
        headers: EditHeaders,
        body: SuspendLicense,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => {
      const expected = expectedRevision(request.headers["if-match"]);
      const { reason = null } = request.body;
      return answerLicense(
        reply,
        await suspendLicense(contextOf(request), { id: request.params.id, expected, reason }),
      );
    },
  );

  app.post(
    "/licenses/:id/restore",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "restoreLicense",
        summary: "Restore a suspended license",
        description: "Whoever had suspended it: the same key and the same activations work again.",
        params: IdParams,
        headers: EditHeaders,
        body: RestoreLicense,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => {
      const expected = expectedRevision(request.headers["if-match"]);
      const { reason = null } = request.body;
      return answerLicense(
        reply,
        await restoreLicense(contextOf(request), { id: request.params.id, expected, reason }),
      );
    },
  );

  app.post(
    "/licenses/:id/reveal",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "revealKey",
        summary: "Reveal a license's whole key",
        description:
          "Each time goes on the license's record. For people it is the only way to a whole key, but for the answers to those who place an order or regenerate a key; tokens that may write are told it by every answer.",
        params: IdParams,
        response: answers({ 200: RevealedKey }),
      },
    },
    async (request, reply) => {
      const licenseKey = await revealKey(contextOf(request), request.params.id);
      return isRefusal(licenseKey) ? sendRefusal(reply, licenseKey) : reply.send({ licenseKey });
    },
  );

  app.post(
    "/licenses/:id/send-key",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "sendKey",
        summary: "Mail a license's key to its buyer once more",
        params: IdParams,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => answerLicense(reply, await sendKey(contextOf(request), request.params.id)),
  );

  app.post(
    "/licenses/:id/deactivate",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "deactivateLicense",
        summary: "End a license for ever",
        description: "It can't be undone.",
        params: IdParams,
        headers: EditHeaders,
        response: answers({ 200: License }),
      },
    },
    async (request, reply) => {
      const expected = expectedRevision(request.headers["if-match"]);
      return answerLicense(reply, await deactivateLicense(contextOf(request), { id: request.params.id, expected }));
    },
  );
};

function answerLicense(reply: FastifyReply, license: LicenseView | Refusal): FastifyReply {
  if (isRefusal(license)) return sendRefusal(reply, license);
  return reply.header("etag", etagOf(license.revision)).send(shapeLicense(license));
}
