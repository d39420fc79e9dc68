import { expect } from "vitest";
import { write } from "#actions/context.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { type Given, OPERATOR, taken } from "#test/given.ts";

/** A mail to somebody, of no importance. */
export function mailTo(to: string | null, more: Partial<NewMail> = {}): NewMail {
  return {
    kind: "password_reset",
    to,
    letter: {
      subject: "A letter",
      preview: "It is short.",
      heading: "A letter",
      blocks: [{ kind: "paragraph", text: `A secret for ${to}` }],
      foot: "That is all.",
    },
    usefulUntil: null,
    ...more,
  };
}

/** Makes a change that is told by these mails. */
export async function writeMails(given: Given, mails: readonly NewMail[]): Promise<void> {
  taken(await write(given.as(OPERATOR), "admin", async () => ({ value: true, events: [], mails })));
}

/** What stands in the outbox, oldest first. */
export function outboxOf({ services }: Given) {
  return services.store.read.selectFrom("outbox").selectAll().orderBy("id").execute();
}

/** Waits until the mails in the outbox are as they should be, oldest first. */
export async function expectOutbox(given: Given, mails: readonly object[]): Promise<void> {
  await expect.poll(() => outboxOf(given)).toMatchObject(mails);
}
