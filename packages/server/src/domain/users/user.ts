import { PASSWORD_LENGTH, USER_EMAIL } from "@keywright/contract/accounts";
import type { Role } from "#domain/actor.ts";

/** Somebody who may sign in. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** A user in the list of people. */
export interface ListedUser extends User {
  readonly createdAt: Temporal.Instant;
  /** When they last called; null = never. */
  readonly seenAt: Temporal.Instant | null;
  /** Whether they need a code to sign in, after the password. */
  readonly isTwoStepOn: boolean;
  /** How many passkeys they have. */
  readonly passkeys: number;
}

/** Somebody who may make an account, with the link that they were sent. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** What the one who invited them is called; null = somebody at the command line. */
  readonly invitedBy: string | null;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

const EMAIL = new RegExp(USER_EMAIL.pattern, "u");

/** What identifies a user: their e-mail, whatever its case. */
export function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether an invitation still lets somebody in. */
export function isOpen({ expiresAt }: Pick<Invitation, "expiresAt">, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, expiresAt) < 0;
}

/** What is wrong with an e-mail that somebody is to sign in with; null when nothing is. */
export function emailFault(email: string): string | null {
  return email.length > USER_EMAIL.most || !EMAIL.test(email) ? "must be an e-mail address" : null;
}

/** What is wrong with an e-mail and password that are to become an account; null when nothing is. */
export function credentialFault(email: string, password: string): { of: "email" | "password"; fault: string } | null {
  const fault = emailFault(email);
  if (fault !== null) return { of: "email", fault };
  const { least, most } = PASSWORD_LENGTH;
  // As the schemas count: a character is one, however much memory it takes.
  const { length } = [...password];
  if (length < least || length > most)
    return { of: "password", fault: `must have ${least} to ${most} characters, and has ${length}` };
  return null;
}
