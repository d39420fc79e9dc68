import type { Generated } from "kysely";
import type { Role, TokenScope } from "#domain/actor.ts";
import type { Fixed, Flag, Moment } from "#store/schema/columns.ts";

/* Who works with the installation, and how they sign in. */

export interface UserTable {
  id: Fixed<string>;
  name: string;
  /** In small letters: what the user signs in with. */
  email: string;
  email_verified: Flag;
  image: string | null;
  role: Role;
  /** When they last called; null = never, or before this was kept. */
  seen_at: Moment | null;
  created_at: Fixed<Moment>;
  updated_at: Moment;
}

/** A way to sign in; a user has one of each kind. Ours is the password, the other columns are Better Auth's for others. */
export interface AccountTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  provider_id: Fixed<string>;
  account_id: Fixed<string>;
  /** The password's salted hash (scrypt). */
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Moment | null;
  refresh_token_expires_at: Moment | null;
  scope: string | null;
  created_at: Fixed<Moment>;
  updated_at: Moment;
}

export interface SessionTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  /** What the cookie carries beside a signature, without which it opens nothing. */
  token: Fixed<string>;
  expires_at: Moment;
  ip_address: string | null;
  user_agent: string | null;
  /** Whether its user has shown more than the password in it. */
  two_step: Generated<Flag>;
  created_at: Fixed<Moment>;
  updated_at: Moment;
}

export interface VerificationTable {
  id: Fixed<string>;
  identifier: string;
  value: string;
  expires_at: Moment;
  created_at: Fixed<Moment>;
  updated_at: Moment;
}

/** Somebody who may make an account, with the link that they were sent. Gone once they have, or it was withdrawn. */
export interface InvitationTable {
  id: Fixed<string>;
  /** In small letters; an e-mail has one invitation. */
  email: Fixed<string>;
  role: Fixed<Role>;
  /** The keyed hash of what the link carries. */
  digest: Fixed<Uint8Array>;
  /** What the one who invited was called; null = the command line. */
  invited_by: Fixed<string | null>;
  expires_at: Fixed<Moment>;
  created_at: Fixed<Moment>;
}

/** A user's two-step sign-in. Without a row it is off. */
export interface TwoStepTable {
  user_id: Fixed<string>;
  /** What the user's app computes codes with, encrypted. */
  secret_sealed: Uint8Array;
  /** The latest step of time whose code was used; null = none. */
  used_step: number | null;
  /** Null while it is being switched on. */
  on_since: Moment | null;
}

/** What signs a user in once in the place of a code. Gone once it has. */
export interface RecoveryCodeTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  /** The keyed hash of the user and the code. */
  digest: Fixed<Uint8Array>;
}

/** A key pair in a user's device, of which we have the public half. */
export interface PasskeyTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  name: string;
  /** What the authenticator calls it, in base64url. */
  credential_id: Fixed<string>;
  /** In the form of SPKI. */
  public_key: Fixed<Uint8Array>;
  /** How often it was used, as the authenticator counts; 0 = it does not count. */
  counter: number;
  created_at: Fixed<Moment>;
  /** When it last signed its user in; null = never. */
  used_at: Moment | null;
}

/** What a passkey may still sign. Gone once an answer has come, right or wrong. */
export interface PasskeyChallengeTable {
  /** A keyed hash of the challenge, of what it is for, and of the browser that asked for it. */
  id: Fixed<string>;
  expires_at: Fixed<Moment>;
}

/** Tries to sign in that have not succeeded, in the minutes since the first of them. */
export interface SignInTriesTable {
  /** A keyed hash of an address, an account's e-mail or a known browser. */
  id: Fixed<string>;
  tries: number;
  since: Fixed<Moment>;
}

export interface TokenTable {
  id: Fixed<string>;
  name: Fixed<string>;
  digest: Fixed<Uint8Array>;
  scope: Fixed<TokenScope>;
  /** The one product whose things it reaches; null = all. */
  product_id: Fixed<string | null>;
  created_at: Fixed<Moment>;
  /** Null = never. */
  expires_at: Fixed<Moment | null>;
  last_used_at: Moment | null;
  revoked_at: Moment | null;
}
