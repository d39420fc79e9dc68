import type { Activation as WireActivation } from "@keywright/contract/management-api/activations";
import type {
  Customer as WireCustomer,
  CustomerDetails as WireCustomerDetails,
} from "@keywright/contract/management-api/customers";
import type {
  Explanation as WireExplanation,
  License as WireLicense,
  LicenseWithLastSeen as WireLicenseWithLastSeen,
} from "@keywright/contract/management-api/licenses";
import type { Order as WireOrder } from "@keywright/contract/management-api/orders";
import type { Plan as WirePlan, PlanPreview as WirePlanPreview } from "@keywright/contract/management-api/plans";
import type { Product as WireProduct } from "@keywright/contract/management-api/products";
import type { CustomerDetails } from "#actions/customers/get.ts";
import type { ExplainedLicense } from "#actions/licenses/explain.ts";
import type { LicenseWithLastSeen } from "#actions/licenses/get.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import type { OrderView } from "#actions/orders/view.ts";
import type { Activation } from "#domain/activations/activation.ts";
import type { Customer } from "#domain/customers/customer.ts";
import type { LicensePreview } from "#domain/licenses/terms.ts";
import type { Plan } from "#domain/plans/plan.ts";
import type { Product } from "#domain/products/product.ts";
import { shapeLicenseFields } from "#http/license-fields.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";

/* How the Management API's answers look. */

export function shapeProduct(product: Product): WireProduct {
  const { id, name, identifier, keyPrefix, description, taxCode, onRefund, portal } = product;
  return {
    id,
    name,
    identifier,
    keyPrefix,
    description,
    taxCode,
    onRefund,
    portal: { ...portal },
    createdAt: wireTime(product.createdAt),
    modifiedAt: wireTime(product.modifiedAt),
  };
}

export function shapePlan(plan: Plan): WirePlan {
  const { id, name, identifier, description, version, product, terms, reminderDays } = plan;
  return {
    id,
    name,
    identifier,
    description,
    version,
    product,
    license: terms,
    prices: plan.prices.map((price) => ({ ...price })),
    reminders: { days30: reminderDays.includes(30), days7: reminderDays.includes(7), days1: reminderDays.includes(1) },
    createdAt: wireTime(plan.createdAt),
    modifiedAt: wireTime(plan.modifiedAt),
  };
}

export function shapeCustomer(customer: Customer & { createdAt: Temporal.Instant }): WireCustomer {
  return { ...shapeBuyer(customer), createdAt: wireTime(customer.createdAt) };
}

export function shapeCustomerDetails(customer: CustomerDetails): WireCustomerDetails {
  const { orders, licenses, isErased } = customer;
  return { ...shapeCustomer(customer), orders, licenses, erased: isErased };
}

export function shapePreview(preview: LicensePreview): WirePlanPreview {
  return {
    issuedOn: wireTimeOrNull(preview.issuedAt),
    expiresOn: wireTimeOrNull(preview.expiresAt),
    stopsWorkingOn: wireTimeOrNull(preview.stopsWorkingAt),
    activationLimit: preview.activationLimit,
  };
}

export function shapeOrder({ order, customer, plan, product, license }: OrderView): WireOrder {
  return {
    id: order.id,
    number: order.number,
    createdAt: wireTime(order.createdAt),
    status: order.status,
    source: order.source,
    amount: order.amount && { ...order.amount },
    customer: shapeBuyer(customer),
    plan: { id: plan.id, identifier: plan.identifier, name: plan.name, product: { ...product } },
    license: license && { ...shapeLicenseFields(license), status: license.status },
  };
}

export function shapeLicense(view: LicenseView): WireLicense {
  const { license, plan, product, order, customer } = view;
  return {
    ...shapeLicenseFields(view),
    status: view.status,
    expiryFromActivation: license.expiry.kind === "after_first_activation" ? { ...license.expiry.duration } : null,
    graceEndsOn: wireTimeOrNull(view.graceEndsAt),
    suspendedOn: wireTimeOrNull(license.suspendedAt),
    suspendedBy: view.suspendedBy,
    deactivatedOn: wireTimeOrNull(license.deactivatedAt),
    createdAt: wireTime(view.createdAt),
    order: { ...order },
    customer: shapeBuyer(customer),
    plan: {
      id: plan.id,
      identifier: plan.identifier,
      name: plan.name,
      product: { id: product.id, identifier: product.identifier, name: product.name },
    },
  };
}

export function shapeLicenseWithLastSeen(license: LicenseWithLastSeen): WireLicenseWithLastSeen {
  const { lastSeen } = license;
  return {
    ...shapeLicense(license),
    lastSeen: lastSeen && { instanceId: lastSeen.id, name: lastSeen.name, at: wireTime(lastSeen.lastSeenAt) },
  };
}

export function shapeExplanation({ at, verdict, findings, mend }: ExplainedLicense): WireExplanation {
  return { at: wireTime(at), ...verdict, findings: findings.map((finding) => ({ ...finding })), mend };
}

export function shapeActivation(activation: Activation): WireActivation {
  return {
    instanceId: activation.id,
    name: activation.name,
    fingerprint: activation.fingerprint,
    metadata: { ...activation.metadata },
    activatedAt: wireTime(activation.activatedAt),
    lastSeenAt: wireTime(activation.lastSeenAt),
    endedAt: wireTimeOrNull(activation.endedAt),
  };
}

function shapeBuyer({ id, customerId, name, email }: Customer) {
  return { id, customerId, name, email };
}
