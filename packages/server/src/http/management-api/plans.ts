import {
  CreatePlan,
  EditPlan,
  type LicenseTermsInput,
  Plan,
  PlanDetails,
  PlanPage,
  PlanPreview,
  PlanQuery,
  PreviewPlan,
  type RemindersInput,
} from "@keywright/contract/management-api/plans";
import { createPlan } from "#actions/plans/create.ts";
import { editPlan } from "#actions/plans/edit.ts";
import { getPlan } from "#actions/plans/get.ts";
import { listPlansOfProduct } from "#actions/plans/list.ts";
import { listAllPlans } from "#actions/plans/list-all.ts";
import { previewPlan } from "#actions/plans/preview.ts";
import { ofProduct } from "#domain/actor.ts";
import type { LicenseTerms } from "#domain/licenses/terms.ts";
import type { ReminderChoice } from "#domain/mails/reminders.ts";
import { isRefusal } from "#domain/refusal.ts";
import { etagOf, expectedRevision } from "#http/etag.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapePlan, shapePreview } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Plans"];

export const planRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.post(
    "/products/:id/plans",
    {
      config: { scope: ofProduct("write") },
      schema: {
        tags,
        operationId: "createPlan",
        summary: "Create a plan of a product",
        params: IdParams,
        body: CreatePlan,
        response: answers({ 201: Plan }),
      },
    },
    async (request, reply) => {
      const { name, identifier = null, description = "", license, prices = [], reminders = {} } = request.body;
      const plan = await createPlan(contextOf(request), {
        productId: request.params.id,
        name,
        identifier,
        description,
        prices,
        terms: license === undefined ? null : readTerms(license),
        reminders: readReminders(reminders),
      });
      if (isRefusal(plan)) return sendRefusal(reply, plan);
      return reply.code(201).header("etag", etagOf(plan.version)).send(shapePlan(plan));
    },
  );

  app.get(
    "/products/:id/plans",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listPlans",
        summary: "List a product's plans",
        params: IdParams,
        querystring: PlanQuery,
        response: answers({ 200: PlanPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const plans = await listPlansOfProduct(contextOf(request), request.params.id, page);
      if (isRefusal(plans)) return sendRefusal(reply, plans);
      return reply.send(shapePage(plans, shapePlan));
    },
  );

  app.get(
    "/plans",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listAllPlans",
        summary: "List the plans of all products",
        querystring: PlanQuery,
        response: answers({ 200: PlanPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const plans = await listAllPlans(contextOf(request), page);
      if (isRefusal(plans)) return sendRefusal(reply, plans);
      return reply.send(shapePage(plans, shapePlan));
    },
  );

  app.post(
    "/plans/preview",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "previewPlan",
        summary: "Preview what license terms would give",
        description: "What a purchase made now would give under these terms. Nothing is stored.",
        body: PreviewPlan,
        response: answers({ 200: PlanPreview }),
      },
    },
    async (request, reply) => {
      const preview = await previewPlan(contextOf(request), readTerms(request.body.license ?? {}));
      if (isRefusal(preview)) return sendRefusal(reply, preview);
      return reply.send(shapePreview(preview));
    },
  );

  app.get(
    "/plans/:id",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "getPlan",
        summary: "Get a plan",
        params: IdParams,
        response: answers({ 200: PlanDetails }),
      },
    },
    async (request, reply) => {
      const plan = await getPlan(contextOf(request), request.params.id);
      if (isRefusal(plan)) return sendRefusal(reply, plan);
      const details = { ...shapePlan(plan), orderCount: plan.orderCount };
      return reply.header("etag", etagOf(plan.version)).send(details);
    },
  );

  app.patch(
    "/plans/:id",
    {
      config: { scope: ofProduct("write") },
      schema: {
        tags,
        operationId: "editPlan",
        summary: "Edit a plan",
        description: "Only future orders are affected: issued licenses keep their terms.",
        params: IdParams,
        headers: EditHeaders,
        body: EditPlan,
        response: answers({ 200: Plan }),
      },
    },
    async (request, reply) => {
      const { license = {}, reminders = {}, ...change } = request.body;
      const plan = await editPlan(contextOf(request), {
        id: request.params.id,
        expected: expectedRevision(request.headers["if-match"]),
        change,
        terms: readTerms(license),
        reminders: readReminders(reminders),
      });
      if (isRefusal(plan)) return sendRefusal(reply, plan);
      return reply.header("etag", etagOf(plan.version)).send(shapePlan(plan));
    },
  );
};

function readReminders({ days30, days7, days1 }: RemindersInput): ReminderChoice {
  return {
    ...(days30 !== undefined && { 30: days30 }),
    ...(days7 !== undefined && { 7: days7 }),
    ...(days1 !== undefined && { 1: days1 }),
  };
}

function readTerms({ expiry, ...terms }: LicenseTermsInput): Partial<LicenseTerms> {
  if (expiry === undefined) return terms;
  return { ...terms, expiry: expiry && { from: "purchase", ...expiry } };
}
