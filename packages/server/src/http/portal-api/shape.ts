import type {
  PortalDevice,
  PortalLicense,
  PortalOrder,
  FullLicense as WireFullLicense,
  PortalSession as WireSession,
} from "@keywright/contract/portal-api";
import type { OwnLicense } from "#actions/portal/list-licenses.ts";
import type { OwnOrder } from "#actions/portal/list-orders.ts";
import type { FullLicense } from "#actions/portal/open-device-link.ts";
import type { KnownSession } from "#actions/portal/session.ts";
import type { Activation } from "#domain/activations/activation.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { systemOf } from "#http/portal-api/system.ts";

/* How the portal's answers look. */

export function shapeSession({ customer, licenseId, expiresAt }: KnownSession["session"]): WireSession {
  // Whoever has a key need not be who bought it.
  return { email: licenseId === null ? customer.email : null, licenseId, endsAt: wireTime(expiresAt) };
}

export function shapeOwnLicense(view: OwnLicense): PortalLicense {
  const { license, status, expiresAt, portal } = view;
  return {
    id: license.id,
    licenseKey: view.key,
    status,
    expiresOn: wireTimeOrNull(expiresAt),
    expiryFromActivation: license.expiry.kind === "after_first_activation" ? { ...license.expiry.duration } : null,
    graceEndsOn: wireTimeOrNull(view.graceEndsAt),
    activationUsage: license.activationUsage,
    activationLimit: license.activationLimit,
    product: { name: view.product.name },
    plan: { name: view.plan.name },
    order: { number: view.order.number, createdAt: wireTime(view.createdAt) },
    mayEndDevices: portal.endDevices,
    mayRegenerate: portal.regenerate && license.deactivatedAt === null,
    renewalUrl: expiresAt === null || license.deactivatedAt !== null ? null : portal.renewalUrl,
  };
}

export function shapeDevice({ id, name, metadata, lastSeenAt }: Activation): PortalDevice {
  return { instanceId: id, name, system: systemOf(metadata), lastSeenAt: wireTime(lastSeenAt) };
}

export function shapeOrder({ order, product, plan }: OwnOrder): PortalOrder {
  return {
    number: order.number,
    createdAt: wireTime(order.createdAt),
    amount: order.amount && { ...order.amount },
    product: { name: product.name },
    plan: { name: plan.name },
  };
}

export function shapeFullLicense({ record, devices, isFull }: FullLicense, waiting: string | null): WireFullLicense {
  return {
    waiting,
    product: { name: record.product.name },
    plan: { name: record.plan.name },
    keyEnding: record.keyEnding,
    activationUsage: record.license.activationUsage,
    activationLimit: record.license.activationLimit,
    isFull,
    devices: devices.map(shapeDevice),
  };
}
