import { TABLES } from "#store/copy/tables.ts";
import type { Given, GivenServer } from "#test/given.ts";
import { askForMail, portalHeaders, signInWithKey } from "#test/portal.ts";
import { BOUGHT, checkout, event, invoice, MONTH, send, subscription } from "#test/sales/stripe.ts";

/* A customer who has done everything that one can do, and where traces of that are. */

export const PERSON = { email: "Marit.Oesterberg@Fjordlyd.example", name: "Marit Østerberg" };

/** What names the person or a device of theirs: each stands somewhere in the database before they are erased. */
export const TRACES = [
  "marit.oesterberg@fjordlyd.example",
  "marit østerberg",
  "marit solheim",
  "crm-marit-77",
  "marits-macbook",
  "marits-studio-pc",
  "marits-old-laptop",
  "hw-4711-marit",
  "hw-0815-marit",
  "marit-logged-in",
  "marit's bank",
];

/** What the person has, as the test goes on with it. */
export interface Made {
  readonly customer: string;
  readonly license: { readonly id: string; readonly key: string };
  readonly instanceId: string;
}

/** Lets the person buy, use, sign in, lose, end and complain, by every way that leads in. */
export async function livePerson(server: GivenServer): Promise<Made> {
  const token = await server.token();
  const api = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await server.call(method, `/api/v1${path}`, { token, body, headers });
    if (answer.status >= 300 && answer.status !== 403)
      throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const device = (licenseKey: string, instanceName: string, fingerprint: string) =>
    api("POST", "/license/activate", { licenseKey, instanceName, fingerprint, metadata: { user: "marit-logged-in" } });

  const plan = await server.plan({ activationLimit: 2 });
  const order = await api("POST", "/orders", { planId: plan.id, customer: PERSON }, { "idempotency-key": "marit-1" });
  const { id, licenseKey } = order.license;
  const customer = order.customer.id;
  await api("PATCH", `/customers/${customer}`, { name: "Marit Solheim", customerId: "crm-marit-77" });
  await api("PATCH", `/customers/${customer}`, { name: PERSON.name });

  const first = await device(licenseKey, "Marits-MacBook", "HW-4711-Marit");
  const second = await device(licenseKey, "Marits-Studio-PC", "HW-0815-Marit");
  await device(licenseKey, "Marits-old-laptop", "hw-none");
  await api("POST", "/license/validate", { licenseKey, instanceId: first.instanceId });
  await api("POST", "/license/deactivate", { licenseKey, instanceId: second.instanceId });
  const third = await device(licenseKey, "Marits-Studio-PC", "HW-0815-Marit");
  await api("DELETE", `/licenses/${id}/activations/${third.instanceId}`);
  await device(licenseKey, "Marits-Studio-PC", "HW-0815-Marit");

  await signInToPortal(server, licenseKey);
  await server.call("POST", "/api/v1/portal/recover", { body: { email: PERSON.email.toUpperCase() } });
  await api("POST", `/licenses/${id}/send-key`);
  await api("POST", `/licenses/${id}/suspend`, { reason: "A letter from Marit's bank" });
  await api("POST", `/licenses/${id}/restore`, { reason: "Marit's bank was wrong" });
  await buyAtStripe(server, plan.identifier);
  return { customer, license: { id, key: licenseKey }, instanceId: first.instanceId };
}

async function signInToPortal(server: GivenServer, licenseKey: string): Promise<void> {
  await signInWithKey(server, licenseKey);
  const { link } = await askForMail(server, PERSON.email);
  const answer = await server.call("POST", "/api/v1/portal/sign-in/link", { body: { link } });
  const headers = portalHeaders(server, answer);
  const { body: own } = await server.call("GET", "/api/v1/portal/licenses", { headers });
  const { id } = own.items[0];
  const { body: devices } = await server.call("GET", `/api/v1/portal/licenses/${id}/devices`, { headers });
  const { instanceId } = devices.items[0];
  await server.call("DELETE", `/api/v1/portal/licenses/${id}/devices/${instanceId}`, { headers });
  await askForMail(server, PERSON.email);
}

const END = BOUGHT + MONTH;
const AS_THEY_ARE = { customer_email: PERSON.email, customer_name: PERSON.name };

async function buyAtStripe(server: GivenServer, plan: string): Promise<void> {
  const buyer = { customer_details: PERSON };
  const bought = { ...buyer, mode: "subscription", subscription: "sub_1", payment_intent: null };
  const metadata = { keywright_plan: plan };
  await send(server, event("checkout.session.completed", BOUGHT, checkout({ ...bought, metadata })));
  await send(server, event("customer.subscription.created", BOUGHT, subscription("active", END)));
  await send(server, event("invoice.paid", BOUGHT, invoice(1, END, AS_THEY_ARE)));
  // Nobody knows for which plan.
  const unknown = { ...buyer, id: "cs_2", payment_intent: "pi_2" };
  await send(server, event("checkout.session.completed", BOUGHT, checkout(unknown)));
}

/** The subscription goes on a month later, and Stripe tells whose it is. */
export async function renewAtStripe(server: GivenServer): Promise<void> {
  await send(server, event("invoice.paid", END, invoice(2, END + MONTH, AS_THEY_ARE)));
}

/** Everything that is in the database, as text in small letters. */
export async function dumpOf({ services }: Given): Promise<string> {
  const tables = await Promise.all(
    TABLES.map(({ name }) => services.store.read.selectFrom(name).selectAll().execute() as Promise<unknown[]>),
  );
  const text = JSON.stringify(tables, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value,
  );
  return text.toLowerCase();
}

/** Which of the traces a text holds. */
export function tracesIn(text: string): string[] {
  // As JSON within JSON has it, too.
  const spellings = (trace: string) => [trace, JSON.stringify(trace).slice(1, -1)];
  return TRACES.filter((trace) => spellings(trace).some((spelling) => text.includes(spelling)));
}
