import { LETTER } from "#actions/mails/enqueue.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { type Answer, cookieOf, type GivenServer } from "#test/given.ts";
import { mailSettings } from "#test/mail-server.ts";
import { outboxOf } from "#test/outbox.ts";

/* Customers in the portal, as a test needs them. */

/** What a page of the server sends with a customer's calls. */
export interface PortalHeaders extends Record<string, string> {
  readonly cookie: string;
  readonly origin: string;
}

/** What a page of the server sends once an answer has opened a session. */
export function portalHeaders(server: GivenServer, answer: Answer): PortalHeaders {
  if (answer.status !== 201) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`);
  return { cookie: cookieOf(answer), origin: server.url };
}

/** Settings with mail that goes nowhere: it waits in the outbox, where tests open it. */
export const WITH_MAIL = mailSettings({ url: "smtp://127.0.0.1:1" });

/** Signs in with a license key. */
export async function signInWithKey(server: GivenServer, licenseKey: string): Promise<PortalHeaders> {
  return portalHeaders(server, await server.call("POST", "/api/v1/portal/sign-in/key", { body: { licenseKey } }));
}

/** A sign-in mail, opened in the outbox, and what asking for it answered. */
export async function askForMail(server: GivenServer, email: string) {
  const { status, body } = await server.call("POST", "/api/v1/portal/sign-in", { body: { email } });
  if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
  const mail = (await outboxOf(server)).findLast(({ kind }) => kind === "portal_sign_in");
  const letter: Letter = JSON.parse(
    server.services.vault.open(LETTER, mail?.content_sealed ?? new Uint8Array(), mail?.id ?? ""),
  );
  const page = letter.blocks.find((block) => block.kind === "button")?.link ?? "";
  const code = letter.blocks.find((block) => block.kind === "facts")?.facts[0]?.value ?? "";
  return { attempt: body.attempt as string, recipient: mail?.recipient, page, link: page.split("#")[1] ?? "", code };
}

/** Signs in by the link of a mail. */
export async function signInByMail(server: GivenServer, email: string): Promise<PortalHeaders> {
  const { link } = await askForMail(server, email);
  return portalHeaders(server, await server.call("POST", "/api/v1/portal/sign-in/link", { body: { link } }));
}
