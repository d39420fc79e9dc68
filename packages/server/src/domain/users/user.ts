import { PASSWORD_LENGTH, USER_EMAIL } from "@keywright/contract/accounts";

/** Somebody who may sign in. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A user as `keywright user list` shows them. */
export interface ListedUser extends User {
  readonly createdAt: Temporal.Instant;
}

const EMAIL = new RegExp(USER_EMAIL.pattern, "u");

/** What identifies a user: their e-mail, whatever its case. */
export function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** What is wrong with an e-mail and password that are to become an account; null when nothing is. */
export function credentialFault(email: string, password: string): { of: "email" | "password"; fault: string } | null {
  if (email.length > USER_EMAIL.most || !EMAIL.test(email)) return { of: "email", fault: "must be an e-mail address" };
  const { least, most } = PASSWORD_LENGTH;
  // As the schemas count: a character is one, however much memory it takes.
  const { length } = [...password];
  if (length < least || length > most)
    return { of: "password", fault: `must have ${least} to ${most} characters, and has ${length}` };
  return null;
}
