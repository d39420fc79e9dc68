import type { Letter } from "#domain/mails/letter.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/** The mail with the link by which a user chooses a new password. */
export function passwordResetLetter(asked: {
  readonly email: string;
  readonly link: string;
  readonly until: Temporal.Instant;
}): Letter {
  const { host } = new URL(asked.link);
  return {
    subject: "Choose a new password",
    preview: "The link works once, and for an hour.",
    heading: "Choose a new password",
    blocks: [
      {
        kind: "paragraph",
        text: `Somebody asked for a new password for your account at ${host}. This link works once, and for an hour. Using it signs you out everywhere else.`,
      },
      { kind: "button", label: "Choose a new password", link: asked.link },
      {
        kind: "facts",
        facts: [
          { name: "Account", value: asked.email },
          { name: "Works until", value: spellMoment(asked.until) },
        ],
      },
    ],
    foot: "You get this because your e-mail was typed at “Forgot your password?”. If it was not you, there is nothing to do: your password stays as it is.",
  };
}
