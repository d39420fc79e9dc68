import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import { setupToken } from "#actions/users/set-up.ts";
import { cookieOf, type GivenServer, OWNER } from "#test/given.ts";
import { accepts, type Schema } from "#test/hostile/schema.ts";
import { portalHeaders } from "#test/portal.ts";
import { BOUGHT, checkout, event, send } from "#test/sales/stripe.ts";

/* A shop in which every text that can be typed is one that wants to be more than a text. */

/** The word in each of them by which a page is searched for what it has become. */
export const MARK = "x-ran";

/** What would run, or become an element, where a page took it for more than a text. As many as fit into the field. */
const ATTACKS = [
  `'"><img src=/${MARK} onerror=ran()>`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like one on purpose
  "{{ran()}}${ran()}",
  `<${MARK} onclick=ran()>`,
  "<script>ran()</script>",
  "</textarea></title></style><svg onload=ran()>",
];

/** The texts, by the field that they were typed into. */
export class HostileTexts {
  readonly typed = new Map<string, string>();

  /** @param field its operation and its name */
  in(field: string, most = 120): string {
    let text = field;
    for (const attack of ATTACKS) if (text.length + attack.length <= most) text += attack;
    this.typed.set(field, text);
    return text;
  }

  /** In small letters and without a space. @param after what it must end with */
  wordIn(field: string, after = ""): string {
    const text = `${field}<${MARK}/onclick=ran()>${after}`.toLowerCase();
    this.typed.set(field, text);
    return text;
  }
}

/** What is looked up and kept nowhere, or a secret: no page shows it. */
const NOT_SHOWN = new Set([
  ...["licenseKey", "instanceId", "productIdentifier", "planId", "planIdentifier", "product", "deviceLink"],
  ...["token", "password", "invitation", "link", "attempt", "code"],
]);
/** What another operation keeps, and these look up. */
const LOOKED_UP = new Set([
  ...["activateLicense.customerId", "validateLicense.fingerprint", "askToSignIn.email", "recoverKeys.email"],
]);

/** The fields of an operation's body that take a text which is shown. */
export function textFieldsOf({ id, body }: { readonly id: string; readonly body: Schema | null }): string[] {
  const within = (schema: Schema, path: string): string[] => {
    const { properties, items } = schema;
    if (properties) return Object.entries(properties).flatMap(([name, inner]) => within(inner, `${path}.${name}`));
    if (items) return within(items, path);
    if (NOT_SHOWN.has(path.split(".").at(-1) ?? "") || LOOKED_UP.has(path)) return [];
    const takes = [`${path}<b>`, `${path}<b>@example.com`].some((text) => accepts(schema, text));
    const isFree = schema.type === "object";
    return takes || isFree ? [path] : [];
  };
  return body === null ? [] : within(body, id);
}

/** What pages are about, by the noun in their address. */
export type Ids = Readonly<Record<string, readonly string[]>>;

/** What a browser needs to look at it all. */
export interface HostileShop {
  readonly ids: Ids;
  /** Of a license with devices. */
  readonly licenseKey: string;
  /** Leads a customer to the page that ends another device. */
  readonly manageUrl: string;
}

/** Types a hostile text into every field there is. The server sends mail, and hears of sales at Stripe. */
export async function givenHostileShop(server: GivenServer, texts: HostileTexts): Promise<HostileShop> {
  const session = await setUp(server, texts);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = session) => {
    const answer = await server.call(method, `/api/v1${path}`, { body, headers });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await call("PATCH", "/me", { name: texts.in("editMe.name") });
  await call("POST", "/tokens", { name: texts.in("createToken.name"), scope: "read" });
  await dressMails(call, texts);
  await givenPeople(server, call, texts);

  const words = (operation: string) => ({
    name: texts.in(`${operation}.name`),
    description: texts.in(`${operation}.description`, 2000),
  });
  const tax = (operation: string) => ({ taxCode: texts.in(`${operation}.taxCode`, 64) });
  const product = await call("POST", "/products", { ...words("createProduct"), ...tax("createProduct") });
  // No page shows it; the record tells what it was before.
  await call("PATCH", `/products/${product.id}`, { taxCode: "software" });
  const edited = await call("POST", "/products", { name: "Plain" });
  await call("PATCH", `/products/${edited.id}`, { ...words("editProduct"), ...tax("editProduct") });
  const prices = (operation: string) => [{ provider: "stripe", id: texts.wordIn(`${operation}.prices.id`) }];
  const license = { enabled: true, activationLimit: 1 };
  const plan = await call("POST", `/products/${product.id}/plans`, {
    ...words("createPlan"),
    ...{ prices: prices("createPlan"), license },
  });
  const editedPlan = await call("POST", `/products/${edited.id}/plans`, { name: "Plain" });
  await call("PATCH", `/plans/${editedPlan.id}`, { ...words("editPlan"), prices: prices("editPlan") });

  const customers = [
    await call("POST", "/customers", buyer(texts, "createCustomer")),
    await call("POST", "/customers", { email: "plain@example.com" }),
  ];
  const { email: _, ...change } = buyer(texts, "editCustomer");
  await call("PATCH", `/customers/${customers[1]?.id}`, change);
  texts.typed.delete("editCustomer.email");
  const order = await call("POST", "/orders", { planId: plan.id, customer: buyer(texts, "placeOrder", ".customer") });
  const sold = await call("POST", "/orders", { planId: plan.id, customer: { email: "mailed@example.com" } });
  const mailed = await call("POST", `/licenses/${sold.license.id}/regenerate`);
  await call("POST", `/licenses/${sold.license.id}/suspend`, { reason: texts.in("suspendLicense.reason", 500) });
  await call("POST", `/licenses/${sold.license.id}/restore`, { reason: texts.in("restoreLicense.reason", 500) });

  const manageUrl = await useDevices(server, texts, mailed.licenseKey);
  await useDevices(server, texts, order.license.licenseKey);
  await tellOfSales(server, texts);
  await server.call("POST", "/api/v1/portal/recover", { body: { email: "mailed@example.com" } });
  await server.call("POST", "/api/v1/portal/sign-in", { body: { email: "mailed@example.com" } });
  return {
    ids: {
      orders: [order.id, sold.id],
      licenses: [order.license.id, sold.license.id],
      customers: [...customers.map(({ id }) => id), order.customer.id],
      products: [product.id, edited.id],
      plans: [plan.id, editedPlan.id],
    },
    ...{ licenseKey: mailed.licenseKey, manageUrl },
  };
}

type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
) => Promise<any>;

async function setUp(server: GivenServer, texts: HostileTexts): Promise<Record<string, string>> {
  const { email, password } = OWNER;
  const body = { token: await setupToken(server.services), name: texts.in("setUp.name"), email, password };
  const answer = await server.call("POST", "/api/v1/setup", { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return server.signIn();
}

async function dressMails(call: Call, texts: HostileTexts): Promise<void> {
  const mails = CUSTOMER_MAILS.map((kind) => [
    kind,
    { enabled: true, paragraph: texts.in(`editMailSettings.mails.${kind}.paragraph`, 1000) },
  ]);
  await call("PATCH", "/mail/settings", {
    senderName: texts.in("editMailSettings.senderName"),
    replyTo: texts.wordIn("editMailSettings.replyTo", "@example.com"),
    postalAddress: texts.in("editMailSettings.postalAddress", 200),
    mails: Object.fromEntries(mails),
  });
}

async function givenPeople(server: GivenServer, call: Call, texts: HostileTexts): Promise<void> {
  const { link } = await call("POST", "/invitations", { email: "noor@example.com", role: "support" });
  const answer = await server.call("POST", "/api/v1/invitations/accept", {
    body: { invitation: link.split("#")[1], name: texts.in("acceptInvitation.name"), password: "quiet staple orange" },
  });
  if (cookieOf(answer) === "") throw new Error(JSON.stringify(answer.body));
}

function buyer(texts: HostileTexts, operation: string, path = "") {
  return {
    email: texts.wordIn(`${operation}${path}.email`, "@example.com"),
    name: texts.in(`${operation}${path}.name`, 255),
    customerId: texts.in(`${operation}${path}.customerId`, 255),
  };
}

/** One device has the only slot, after it was ended by its customer once; another one is denied. */
async function useDevices(server: GivenServer, texts: HostileTexts, licenseKey: string): Promise<string> {
  const word = texts.in("activateLicense.metadata", 255);
  const device = {
    ...{ licenseKey, metadata: { [word]: [word, { [word]: word }] } },
    instanceName: texts.in("activateLicense.instanceName", 255),
  };
  const activate = (body: object) => server.call("POST", "/api/v1/license/activate", { body });
  const first = { ...device, fingerprint: "the first" };
  const { instanceId } = (await activate(first)).body;
  const headers = portalHeaders(
    server,
    await server.call("POST", "/api/v1/portal/sign-in/key", { body: { licenseKey } }),
  );
  const { id } = (await server.call("GET", "/api/v1/portal/licenses", { headers })).body.items[0];
  await server.call("DELETE", `/api/v1/portal/licenses/${id}/devices/${instanceId}`, { headers });
  await activate(first);
  const fingerprint = texts.in("activateLicense.fingerprint", 255);
  const { manageUrl } = (await activate({ ...device, fingerprint })).body;
  return manageUrl;
}

/** Sales of which nobody knows what was bought. */
async function tellOfSales(server: GivenServer, texts: HostileTexts): Promise<void> {
  const sale = {
    ...{ id: "cs_1", payment_intent: null, payment_link: texts.in("stripe.payment_link", 200) },
    customer_details: { email: texts.wordIn("stripe.email", "@example.com"), name: texts.in("stripe.name", 200) },
    metadata: { keywright_plan: texts.in("stripe.keywright_plan", 200) },
  };
  const { status } = await send(server, event("checkout.session.completed", BOUGHT, checkout(sale)));
  if (status >= 300) throw new Error(`Stripe was answered ${status}`);
}
