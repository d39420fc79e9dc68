import type { Letter } from "#domain/mails/letter.ts";

/** The mail with the link and the code by which a customer signs in to the portal. */
export function portalSignInLetter(asked: {
  readonly email: string;
  readonly link: string;
  readonly code: string;
}): Letter {
  const { host } = new URL(asked.link);
  return {
    subject: `${asked.code} is your sign-in code`,
    preview: "The link and the code work once, for 15 minutes.",
    heading: "See your licenses",
    blocks: [
      {
        kind: "paragraph",
        text: `Somebody asked to see your licenses at ${host}. The link and the code work once, for 15 minutes.`,
      },
      { kind: "button", label: "See my licenses", link: asked.link },
      {
        kind: "facts",
        facts: [
          { name: "Code", value: asked.code },
          { name: "Bought with", value: asked.email },
        ],
      },
    ],
    foot: "You get this because your e-mail was typed in the customer portal. If it was not you, there is nothing to do, and nobody to give the code to.",
  };
}
