import type { Provider } from "#data/sales.ts";

/** What is to be said of each provider. */
interface Guide {
  readonly name: string;
  /** Where its events are sent to. */
  readonly path: string;
  /** Where at the provider the address is entered. */
  readonly where: string;
  readonly events: readonly string[];
  /** The environment variable that holds its signing secret. */
  readonly variable: string;
  /** How a sale says which plan it is for, without anything else. */
  readonly metadata: string;
}

export const GUIDES: Readonly<Record<Provider, Guide>> = {
  stripe: {
    name: "Stripe",
    path: "/hooks/stripe",
    where: "Developers, Webhooks, Add destination",
    events: [
      "checkout.session.completed",
      "checkout.session.async_payment_succeeded",
      "invoice.paid",
      "invoice.payment_failed",
      "invoice_payment.paid",
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.paused",
      "customer.subscription.resumed",
      "customer.subscription.deleted",
      "charge.refunded",
      "charge.dispute.created",
      "charge.dispute.closed",
    ],
    variable: "STRIPE_WEBHOOK_SECRET",
    metadata: "the metadata of a payment link, a checkout or a subscription",
  },
  paddle: {
    name: "Paddle",
    path: "/hooks/paddle",
    where: "Developer tools, Notifications, New destination",
    events: [
      "transaction.completed",
      "transaction.payment_failed",
      "subscription.created",
      "subscription.updated",
      "subscription.past_due",
      "subscription.paused",
      "subscription.resumed",
      "subscription.canceled",
      "adjustment.created",
      "adjustment.updated",
    ],
    variable: "PADDLE_WEBHOOK_SECRET",
    metadata: "the custom data of a checkout",
  },
  lemon_squeezy: {
    name: "Lemon Squeezy",
    path: "/hooks/lemon-squeezy",
    where: "Settings, Webhooks, Add webhook",
    events: [
      "order_created",
      "order_refunded",
      "subscription_created",
      "subscription_updated",
      "subscription_expired",
      "subscription_payment_success",
      "subscription_payment_failed",
      "subscription_payment_recovered",
    ],
    variable: "LEMON_SQUEEZY_WEBHOOK_SECRET",
    metadata: "the custom data of a checkout",
  },
};
