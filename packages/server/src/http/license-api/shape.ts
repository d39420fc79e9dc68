import type { ActivateAnswer, DeactivateAnswer, LicenseDetails, ValidateAnswer } from "@keywright/contract/license-api";
import type { Activated } from "#actions/activations/activate.ts";
import type { KnownLicense } from "#actions/licenses/for-use.ts";
import type { Validated } from "#actions/licenses/validate.ts";
import type { Actor } from "#domain/actor.ts";
import { shapeLicenseFields } from "#http/license-fields.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";

/* How the License API's answers look. */

export function shapeActivated({ activation, license }: Activated, actor: Actor): ActivateAnswer {
  return {
    instanceId: activation.id,
    activatedAt: wireTime(activation.activatedAt),
    expiresOn: wireTimeOrNull(license.expiresAt),
    license: shapeLicenseDetails(license, actor),
  };
}

export function shapeValidated({ verdict, activation, license }: Validated, actor: Actor): ValidateAnswer {
  return {
    ...verdict,
    metadata: { ...activation?.metadata },
    license: license && shapeLicenseDetails(license, actor),
  };
}

export function shapeDeactivated(at: Temporal.Instant): DeactivateAnswer {
  return { message: "License instance deactivated successfully.", deactivatedAt: wireTime(at) };
}

function shapeLicenseDetails(license: KnownLicense, actor: Actor): LicenseDetails {
  const { customer, plan, product } = license;
  return {
    ...shapeLicenseFields(license),
    // An application without credentials is in a stranger's hands: it learns the customer's id alone.
    customer:
      actor.kind === "application"
        ? { customerId: customer.customerId }
        : { customerId: customer.customerId, name: customer.name, email: customer.email },
    plan: {
      identifier: plan.identifier,
      name: plan.name,
      description: plan.description,
      version: plan.version,
      isLatest: plan.isLatest,
      product: shapeProduct(product),
    },
    subscription: null,
  };
}

type ShapedProduct = LicenseDetails["plan"]["product"];
/** Many licenses share a product, where they are remembered; to spell its times takes longer than all the rest. */
const shapedProducts = new WeakMap<KnownLicense["product"], ShapedProduct>();

function shapeProduct(product: KnownLicense["product"]): ShapedProduct {
  const shaped = shapedProducts.get(product) ?? {
    id: product.id,
    identifier: product.identifier,
    name: product.name,
    taxCode: product.taxCode,
    createdOn: wireTime(product.createdAt),
    modifiedOn: wireTime(product.modifiedAt),
  };
  shapedProducts.set(product, shaped);
  return shaped;
}
