/* The address that a mail was asked for, kept in this browser: a phone may throw the page away while somebody looks into their mail. */

const NAME = "keywright.portal.asked";
/** How long a code works, and how long an address is worth remembering, in milliseconds. */
const CODE_WORKS_MS = 15 * 60_000;
const REMEMBERED_MS = 24 * 60 * 60_000;

/** A mail that was asked for. */
export interface Asked {
  readonly email: string;
  readonly attempt: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

export function remember(asked: Asked): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(asked));
  } catch {
    // A browser that keeps nothing asks for the address again, which is all.
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // As above.
  }
}

/** What was asked for lately, whether or not its code still works. */
export function remembered(): Asked | null {
  try {
    const asked = JSON.parse(localStorage.getItem(NAME) ?? "null") as Asked | null;
    return asked !== null && Date.now() - asked.at < REMEMBERED_MS ? asked : null;
  } catch {
    return null;
  }
}

/** What was asked for, as long as its code works. */
export function stillAsked(): Asked | null {
  const asked = remembered();
  return asked !== null && Date.now() - asked.at < CODE_WORKS_MS ? asked : null;
}

/** An address that its owner knows again, and nobody else: `i…s@northlight.example`. */
export function masked(email: string): string {
  const at = email.lastIndexOf("@");
  const name = email.slice(0, at);
  return name.length < 3 ? `…${email.slice(at)}` : `${name[0]}…${name.at(-1)}${email.slice(at)}`;
}
