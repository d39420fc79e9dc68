import type { Letter } from "#domain/mails/letter.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/** The mail with the link by which somebody who is invited makes an account. */
export function invitationLetter(invited: {
  readonly email: string;
  readonly invitedBy: string | null;
  readonly link: string;
  readonly expiresAt: Temporal.Instant;
}): Letter {
  const { host } = new URL(invited.link);
  const by = invited.invitedBy ?? "Whoever runs it";
  return {
    subject: `Your account at ${host}`,
    preview: "The link works once, and for three days.",
    heading: "You are invited",
    blocks: [
      {
        kind: "paragraph",
        text: `${by} invites you to the license server at ${host}. Choose a name and a password, and you are in. The link works once, and for three days.`,
      },
      { kind: "button", label: "Make your account", link: invited.link },
      {
        kind: "facts",
        facts: [
          { name: "You sign in with", value: invited.email },
          { name: "Works until", value: spellMoment(invited.expiresAt) },
        ],
      },
    ],
    foot: "If you did not expect this, there is nothing to do: without you there is no account.",
  };
}
