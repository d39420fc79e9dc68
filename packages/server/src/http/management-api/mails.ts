import {
  EditMailSettings,
  Mail,
  MailPage,
  MailPreview,
  MailPreviewParams,
  MailQuery,
  MailServerState,
  MailSettings,
  SendTestMail,
  type Mail as WireMail,
  type MailSettings as WireMailSettings,
} from "@keywright/contract/management-api/mails";
import { Type } from "typebox";
import { editMailSettings } from "#actions/mails/edit-settings.ts";
import { getMailServer } from "#actions/mails/get-server.ts";
import { getMailSettings } from "#actions/mails/get-settings.ts";
import { searchMails } from "#actions/mails/list.ts";
import { previewMail } from "#actions/mails/preview.ts";
import { sendMailAgain } from "#actions/mails/send-again.ts";
import { sendMailNow } from "#actions/mails/send-now.ts";
import { sendTest } from "#actions/mails/send-test.ts";
import type { MailView } from "#actions/mails/view.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import type { MailSettings as Settings } from "#domain/mails/settings.ts";
import { isRefusal } from "#domain/refusal.ts";
import { etagOf, expectedRevision } from "#http/etag.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Mails"];

/** A mail runs nothing, loads nothing and is no part of our pages; only those may show it. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

export const mailRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/mail/settings",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "getMailSettings",
        summary: "Get how mails look, and which are sent",
        response: answers({ 200: MailSettings }),
      },
    },
    async (request, reply) => {
      const settings = await getMailSettings(contextOf(request));
      if (isRefusal(settings)) return sendRefusal(reply, settings);
      return reply.header("etag", etagOf(settings.revision)).send(shapeSettings(settings));
    },
  );

  app.patch(
    "/mail/settings",
    {
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "editMailSettings",
        summary: "Edit how mails look, and which are sent",
        description: "Mails that wait are sent as they then look. What is left out stays as it is.",
        headers: EditHeaders,
        body: EditMailSettings,
        response: answers({ 200: MailSettings }),
      },
    },
    async (request, reply) => {
      const { logo, ...change } = request.body;
      const settings = await editMailSettings(contextOf(request), {
        expected: expectedRevision(request.headers["if-match"]),
        change: { ...change, ...(logo !== undefined && { logo: logo && Buffer.from(logo, "base64") }) } as never,
      });
      if (isRefusal(settings)) return sendRefusal(reply, settings);
      return reply.header("etag", etagOf(settings.revision)).send(shapeSettings(settings));
    },
  );

  app.get(
    "/mail/server",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "getMailServer",
        summary: "Ask how the sending of mails goes",
        response: answers({ 200: MailServerState }),
      },
    },
    async (request, reply) => {
      const state = await getMailServer(contextOf(request));
      if (isRefusal(state)) return sendRefusal(reply, state);
      const { server, from, lastSentAt, trouble, waiting, failed } = state;
      return reply.send({ server, from, lastSentOn: wireTimeOrNull(lastSentAt), trouble, waiting, returned: failed });
    },
  );

  app.get(
    "/mail/previews/:kind",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "previewMail",
        summary: "Preview a mail",
        description: "As a customer would get it. What it says of the customer is made up, and its key is no key.",
        params: MailPreviewParams,
        response: answers({ 200: MailPreview }),
      },
    },
    async (request, reply) => {
      const preview = await previewMail(contextOf(request), request.params.kind);
      return isRefusal(preview) ? sendRefusal(reply, preview) : reply.send({ ...preview });
    },
  );

  // For a frame in the web app, whose own policy would be that of a document which it fills itself.
  app.get(
    "/mail/previews/:kind/page",
    { config: { scope: "read" }, schema: { hide: true, params: MailPreviewParams } },
    async (request, reply) => {
      const preview = await previewMail(contextOf(request), request.params.kind as CustomerMail);
      if (isRefusal(preview)) return sendRefusal(reply, preview);
      return reply.header("content-security-policy", MAIL_POLICY).type("text/html; charset=utf-8").send(preview.html);
    },
  );

  app.post(
    "/mail/tests",
    {
      config: { scope: "write", usersOnly: true },
      schema: {
        tags,
        operationId: "sendTestMail",
        summary: "Send oneself a mail as customers get it",
        security: [{ session: [] }],
        body: SendTestMail,
        response: answers({ 200: Type.Object({ recipient: Type.String({ description: "Where it goes." }) }) }),
      },
    },
    async (request, reply) => {
      const recipient = await sendTest(contextOf(request), request.body.kind);
      return isRefusal(recipient) ? sendRefusal(reply, recipient) : reply.send({ recipient });
    },
  );

  app.get(
    "/mails",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "listMails",
        summary: "List the mails of the last 90 days",
        querystring: MailQuery,
        response: answers({ 200: MailPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const mails = await searchMails(contextOf(request), filtersOf(request.query), page);
      if (isRefusal(mails)) return sendRefusal(reply, mails);
      return reply.send(shapePage(mails, shapeMail));
    },
  );

  app.post(
    "/mails/:id/send-again",
    {
      config: { scope: "support" },
      schema: {
        tags,
        operationId: "sendMailAgain",
        summary: "Send a mail again that was given up",
        description: "Possible for seven days; a mail with a key only as long as the license has that key.",
        params: IdParams,
        response: answers({ 200: Mail }),
      },
    },
    async (request, reply) => {
      const mail = await sendMailAgain(contextOf(request), request.params.id);
      return isRefusal(mail) ? sendRefusal(reply, mail) : reply.send(shapeMail(mail));
    },
  );

  app.post(
    "/mails/:id/send-now",
    {
      config: { scope: "support" },
      schema: {
        tags,
        operationId: "sendMailNow",
        summary: "Send a mail now that waits for another try",
        params: IdParams,
        response: answers({ 200: Mail }),
      },
    },
    async (request, reply) => {
      const mail = await sendMailNow(contextOf(request), request.params.id);
      return isRefusal(mail) ? sendRefusal(reply, mail) : reply.send(shapeMail(mail));
    },
  );
};

function shapeSettings({
  logo,
  mails,
  senderName,
  replyTo,
  postalAddress,
  downloadUrl,
  color,
}: Settings): WireMailSettings {
  return {
    ...{ senderName, replyTo, postalAddress, downloadUrl, color, mails: { ...mails } },
    logo: logo && {
      type: logo.type,
      width: logo.width,
      height: logo.height,
      data: Buffer.from(logo.bytes).toString("base64"),
    },
  };
}

function shapeMail(mail: MailView): WireMail {
  return {
    id: mail.id,
    kind: mail.kind,
    recipient: mail.recipient,
    subject: mail.subject,
    licenseId: mail.licenseId,
    state: mail.state,
    tries: mail.tries,
    mostTries: mail.mostTries,
    nextTryOn: wireTimeOrNull(mail.nextTryAt),
    lastError: mail.lastError,
    createdAt: wireTime(mail.createdAt),
    settledOn: wireTimeOrNull(mail.settledAt),
    canBeSentAgain: mail.canBeSentAgain,
  };
}
