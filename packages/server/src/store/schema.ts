import type { SUSPENDERS } from "@keywright/contract/management-api/licenses";
import type { ORDER_SOURCES, ORDER_STATUSES } from "@keywright/contract/management-api/orders";
import type { EXPIRY_STARTS, EXPIRY_UNITS } from "@keywright/contract/management-api/plans";
import type { PROVIDERS, REFUND_EFFECTS } from "@keywright/contract/management-api/providers";
import type { SALE_STATES } from "@keywright/contract/management-api/sales";
import type { ColumnType, Generated } from "kysely";
import type { Ending } from "#domain/activations/activation.ts";
import type { Actor, Role, TokenScope } from "#domain/actor.ts";
import type { EventType } from "#domain/events.ts";
import type { MailKind, MailState } from "#domain/mails/mail.ts";

/** A moment, as milliseconds since 1970. */
type Moment = number;
/** 0 or 1: the one spelling of a truth value that every engine has. */
type Flag = 0 | 1;
/** JSON text. Not the engine's JSON type, which would re-order what must be kept verbatim. */
type Json = string;
/** Written once and never changed. */
type Fixed<T> = ColumnType<T, T, never>;

interface InstallationTable {
  id: Fixed<1>;
  created_at: Fixed<Moment>;
  /** A keyed hash of a fixed text: tells a wrong secret at start instead of at the first key. */
  secret_check: Uint8Array;
  /** That of the secret before, from the moment that all is written with another until nothing is left of it. */
  previous_secret_check: Generated<Uint8Array | null>;
  /** The keys of hashes that can't be made anew, sealed; null = they are the secret's own, which was never changed. */
  handed_on_keys: Generated<Uint8Array | null>;
  next_order_number: number;
  /** The last event from before there were chains; null = there was none. */
  unchained_until: Fixed<string | null>;
  /** Up to which event the names of devices have been forgotten. */
  forgotten_until: string | null;
  /** Whether users sign in with two steps, all of them. */
  two_step_required: Generated<Flag>;
}

export interface ProductTable {
  id: Fixed<string>;
  identifier: string;
  name: string;
  description: string;
  key_prefix: string;
  tax_code: string;
  /** What a refund or a lost dispute does to the license. */
  on_refund: Generated<(typeof REFUND_EFFECTS)[number]>;
  portal_end_devices: Generated<Flag>;
  portal_regenerate: Generated<Flag>;
  portal_renewal_url: string | null;
  /** Counts the edits; the ETag. */
  revision: Generated<number>;
  created_at: Fixed<Moment>;
  modified_at: Moment;
}

export interface PlanTable {
  id: Fixed<string>;
  product_id: Fixed<string>;
  identifier: string;
  name: string;
  description: string;
  /** Counts the edits; the ETag, and what a license remembers as the version that it was issued by. */
  version: Generated<number>;
  licensed: Flag;
  activation_limit: number | null;
  expiry_value: number | null;
  expiry_unit: (typeof EXPIRY_UNITS)[number] | null;
  expiry_from: (typeof EXPIRY_STARTS)[number] | null;
  grace_days: number;
  release_after_days: number | null;
  /** How many days before their expiry its licenses' buyers are reminded: `30,7,1`. */
  reminder_days: Generated<string>;
  created_at: Fixed<Moment>;
  modified_at: Moment;
}

export interface CustomerTable {
  id: Fixed<string>;
  customer_id: string;
  email: string;
  /** The e-mail in small letters: what identifies the customer. */
  email_folded: string;
  name: string | null;
  /** The name in small letters: how it is searched. */
  name_folded: string | null;
  /** Counts the edits; the ETag. */
  revision: Generated<number>;
  created_at: Fixed<Moment>;
}

export interface OrderTable {
  id: Fixed<string>;
  number: Fixed<number>;
  status: (typeof ORDER_STATUSES)[number];
  source: Fixed<(typeof ORDER_SOURCES)[number]>;
  customer_id: string;
  plan_id: Fixed<string>;
  product_id: Fixed<string>;
  amount_value: string | null;
  amount_currency: string | null;
  /** Whether it issued a license: an index of those that did not makes them a list. */
  licensed: Fixed<Flag>;
  created_at: Fixed<Moment>;
}

export interface LicenseTable {
  id: Fixed<string>;
  order_id: Fixed<string>;
  customer_id: string;
  plan_id: Fixed<string>;
  product_id: Fixed<string>;
  plan_version: Fixed<number>;
  /** The keyed hash of the canonical key: how a key is looked up. */
  key_digest: Uint8Array;
  /** The key encrypted, so that the vendor can see and copy it again. */
  key_sealed: Uint8Array;
  /** How the key begins as it was issued, which with what is typed tells all of it; null = it must be opened. */
  key_prefix: string | null;
  /** The last five characters of the key, last one first, so that an index serves a search by ending. */
  key_ending_reversed: string;
  activation_limit: number | null;
  /** How many of the license's activations have no end; changed in the transaction that begins or ends one. */
  activation_usage: Generated<number>;
  expires_at: Moment | null;
  /** `expires_at` and the grace: when the license stops validating. Kept so that a list can be filtered by it. */
  grace_ends_at: Moment | null;
  /** Set while the time has not started to run, which the first activation does. */
  pending_expiry_value: number | null;
  pending_expiry_unit: (typeof EXPIRY_UNITS)[number] | null;
  grace_days: number;
  release_after_days: number | null;
  activated_at: Moment | null;
  suspended_at: Moment | null;
  /** Set while `suspended_at` is. */
  suspended_by: (typeof SUSPENDERS)[number] | null;
  deactivated_at: Moment | null;
  /** Counts the vendor's edits; the ETag. Activations do not count, so that they never make an editor start over. */
  revision: Generated<number>;
  /** How many events are in the license's chain, and the hash of the last one; null while there is none. */
  chain_length: Generated<number>;
  chain_hash: string | null;
  /** Whether whoever bought it was erased. Here, so that whoever has locked the row knows it as it is. */
  nameless: Generated<Flag>;
  created_at: Fixed<Moment>;
}

export interface ActivationTable {
  id: Fixed<string>;
  license_id: Fixed<string>;
  name: string | null;
  fingerprint: string | null;
  /** A keyed hash of the `Idempotency-Key` that the activation was asked for with. */
  idempotency_digest: Fixed<Uint8Array | null>;
  metadata: Json;
  activated_at: Fixed<Moment>;
  last_seen_at: Moment;
  ended_at: Moment | null;
  ending: Ending | null;
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

/** A user's two-step sign-in. Without a row it is off. */
interface TwoStepTable {
  user_id: Fixed<string>;
  /** What the user's app computes codes with, encrypted. */
  secret_sealed: Uint8Array;
  /** The latest step of time whose code was used; null = none. */
  used_step: number | null;
  /** Null while it is being switched on. */
  on_since: Moment | null;
}

/** What signs a user in once in the place of a code. Gone once it has. */
interface RecoveryCodeTable {
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
interface PasskeyChallengeTable {
  /** A keyed hash of the challenge, of what it is for, and of the browser that asked for it. */
  id: Fixed<string>;
  expires_at: Fixed<Moment>;
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

interface SessionTable {
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

interface VerificationTable {
  id: Fixed<string>;
  identifier: string;
  value: string;
  expires_at: Moment;
  created_at: Fixed<Moment>;
  updated_at: Moment;
}

export interface EventTable {
  id: Fixed<string>;
  at: Fixed<Moment>;
  type: Fixed<EventType>;
  /** The first word of the type, so that an index serves all that happens to licenses, say. */
  noun: Fixed<string>;
  actor_kind: Fixed<Actor["kind"]>;
  actor_id: Fixed<string | null>;
  /** Of events from before there were chains; of others it is personal. */
  actor_name: string | null;
  product_id: Fixed<string | null>;
  plan_id: Fixed<string | null>;
  customer_id: Fixed<string | null>;
  order_id: Fixed<string | null>;
  license_id: Fixed<string | null>;
  activation_id: Fixed<string | null>;
  token_id: Fixed<string | null>;
  user_id: Fixed<string | null>;
  /** What it tells that names nobody. Of events from before there were chains, all that it tells. */
  data: Json;
  /** Its place in its chain, from 1. Null = it was recorded before there were chains. */
  number: Fixed<number | null>;
  /** SHA-256 over the hash before it and its content, in base64url. */
  hash: Fixed<string | null>;
  /** A salted hash of each thing that it tells of a person, as JSON; they are part of its content. */
  commitments: Fixed<Json | null>;
  /** The salts and what is behind these hashes, as JSON: what is erased is gone from here, and its hash stays. */
  personal: Json | null;
}

/** The chains of events that are about no license. Those of licenses stand in their rows. */
interface ChainTable {
  /** `customer:` and the id, and so on; `installation`. */
  id: Fixed<string>;
  /** How many events are in it, and the hash of the last one. */
  length: number;
  hash: string;
}

/** A signed statement of where every chain stands that has grown since the one before. */
export interface CheckpointTable {
  number: Fixed<number>;
  /** When it was made. */
  at: Fixed<Moment>;
  /** Up to when it looked for events. */
  until: Fixed<Moment>;
  /** The hash of the checkpoint before; empty for the first. */
  previous: Fixed<string>;
  /** Where the chains stand, as JSON: lists of the chain, its length and the hash of its last event. */
  heads: Fixed<Json>;
  /** The Ed25519 key that it was signed with, and the signature, in base64url. */
  public_key: Fixed<string>;
  signature: Fixed<string>;
}

/** A mail, from the change that caused it until the mail server has it. */
export interface OutboxTable {
  id: Fixed<string>;
  kind: Fixed<MailKind>;
  /** Null = nobody: it is dropped instead of sent. */
  recipient: Fixed<string | null>;
  /** The letter as sealed JSON, for it may hold a secret; null once it was sent, or can't be sent again any more. */
  content_sealed: Uint8Array | null;
  state: MailState;
  /** How often it was tried; a try counts when it begins. */
  tries: Generated<number>;
  /** When it is tried next; while a process sends it, when that process may be taken for dead. Null once it is settled. */
  next_try_at: Moment | null;
  /** When it will be of no use any more; null = never. */
  useful_until: Moment | null;
  /** Why the last try failed, in words. */
  last_error: string | null;
  created_at: Fixed<Moment>;
  /** When it was sent or given up. */
  settled_at: Moment | null;
  /** The license that it tells of; null also where an older release wrote it. */
  license_id: Fixed<string | null>;
  /** What stands in its subject, which holds no secret; null where an older release wrote it. */
  subject: Fixed<string | null>;
}

/** How mails look and which are sent: one row, once somebody has said it. */
export interface MailSettingsTable {
  id: Fixed<"mail">;
  sender_name: string | null;
  reply_to: string | null;
  postal_address: string | null;
  download_url: string | null;
  color: string;
  /** A PNG or JPEG. */
  logo: Uint8Array | null;
  /** For each mail that differs from what it is by itself: whether it is sent, and a paragraph of the vendor's. */
  switches: Json;
  /** Counts the edits; the ETag. */
  revision: number;
}

/** What was decided about telling a buyer of an expiry. */
interface ReminderTable {
  id: Fixed<string>;
  license_id: Fixed<string>;
  /** The expiry that it is about. */
  expires_at: Fixed<Moment>;
  /** How many days ahead; 0 = when it has come. */
  days: Fixed<number>;
  /** When the mail was written; null = there was none to write. */
  told_at: Fixed<Moment | null>;
}

/** A customer being signed in to the portal, in one browser. */
interface PortalSessionTable {
  id: Fixed<string>;
  /** The keyed hash of what the cookie carries. */
  digest: Fixed<Uint8Array>;
  customer_id: Fixed<string>;
  /** The one license that it is for, whose key opened it; null = all of the customer's. */
  license_id: Fixed<string | null>;
  expires_at: Moment;
  created_at: Fixed<Moment>;
}

/** A mail that was asked for to sign in to the portal: its link and its code, of which one works, once. */
interface PortalSignInTable {
  id: Fixed<string>;
  /** Null = nobody has the address; it is kept all the same, so that the work does not tell. */
  customer_id: Fixed<string | null>;
  /** Keyed hashes, as everywhere below. What the page that asked sends with the code. */
  attempt_digest: Fixed<Uint8Array>;
  link_digest: Fixed<Uint8Array>;
  code_digest: Fixed<Uint8Array>;
  /** How often a code was tried. */
  tries: Generated<number>;
  expires_at: Fixed<Moment>;
}

/** Tries to sign in that have not succeeded, in the minutes since the first of them. */
interface UseReadingTable {
  /** The process and the mark. */
  id: Fixed<string>;
  process: Fixed<string>;
  meter: Fixed<string>;
  /** A keyed hash of an address, a license key or a token's id. */
  mark: Fixed<string>;
  ends_at: Moment;
  points: number;
}

interface SignInTriesTable {
  /** A keyed hash of an address, an account's e-mail or a known browser. */
  id: Fixed<string>;
  tries: number;
  since: Fixed<Moment>;
}

/** How much the installation was used on one day. */
interface UsageDayTable {
  /** The day in UTC: `2026-11-24`. */
  day: Fixed<string>;
  validations: number;
}

/** What a payment provider calls what it sells, for the plan that it stands for. */
interface PlanPriceTable {
  id: Fixed<string>;
  plan_id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  /** The provider's id of a price, a payment link or a variant. */
  price: Fixed<string>;
}

/** Which order a call with this `Idempotency-Key` has placed. */
interface OrderKeyTable {
  /** A keyed hash of the caller and the key, as hexadecimal digits. */
  id: Fixed<string>;
  /** A keyed hash of what was asked for. */
  request_digest: Fixed<string>;
  order_id: Fixed<string>;
  created_at: Fixed<Moment>;
}

/** One row for each provider that has sent something: its events are taken in one after the other, behind its lock. */
interface SaleProviderTable {
  id: Fixed<(typeof PROVIDERS)[number]>;
}

/** One sale at a payment provider: all that its events tell of the same thing. */
export interface SaleTable {
  id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  state: (typeof SALE_STATES)[number];
  /** The plan that somebody chose by hand; null = as its events say. */
  plan_id: string | null;
  order_id: string | null;
  /** The end of the paid time that the license has got already, so that it is not moved again once the vendor has edited it. */
  applied_until: Moment | null;
  /** Whether the sale has suspended the license, so that what the vendor does about it stands until the sale says otherwise. */
  applied_suspended: Generated<Flag>;
  /** Whether a refund or a lost dispute has had its effect. */
  applied_refund: Generated<Flag>;
  created_at: Fixed<Moment>;
}

/** What a provider calls a part of a sale: its checkout, its subscription, its payments. */
interface SaleKeyTable {
  /** `stripe:sub_…` */
  id: Fixed<string>;
  sale_id: string;
}

/** An event that a provider sent, once. */
export interface SaleEventTable {
  id: Fixed<string>;
  provider: Fixed<(typeof PROVIDERS)[number]>;
  /** The provider's id of it. */
  event: Fixed<string>;
  /** What the provider calls it: `invoice.paid`. */
  type: Fixed<string>;
  /** Null when it tells nothing of a sale. */
  sale_id: string | null;
  /** What it tells, as JSON. */
  facts: Json;
  email: string | null;
  /** When it happened, as the provider says. */
  at: Fixed<Moment>;
  received_at: Fixed<Moment>;
  state: (typeof SALE_STATES)[number];
  /** What became of it, as JSON. */
  effects: Json;
}

/** Every table, as the queries see it. The migrations make them so. */
export interface Schema {
  installation: InstallationTable;
  products: ProductTable;
  plans: PlanTable;
  customers: CustomerTable;
  orders: OrderTable;
  licenses: LicenseTable;
  activations: ActivationTable;
  tokens: TokenTable;
  users: UserTable;
  accounts: AccountTable;
  sessions: SessionTable;
  verifications: VerificationTable;
  events: EventTable;
  chains: ChainTable;
  checkpoints: CheckpointTable;
  usage_days: UsageDayTable;
  outbox: OutboxTable;
  plan_prices: PlanPriceTable;
  order_keys: OrderKeyTable;
  sale_providers: SaleProviderTable;
  sales: SaleTable;
  sale_keys: SaleKeyTable;
  sale_events: SaleEventTable;
  mail_settings: MailSettingsTable;
  reminders: ReminderTable;
  portal_sessions: PortalSessionTable;
  portal_sign_ins: PortalSignInTable;
  invitations: InvitationTable;
  sign_in_tries: SignInTriesTable;
  two_steps: TwoStepTable;
  recovery_codes: RecoveryCodeTable;
  passkeys: PasskeyTable;
  passkey_challenges: PasskeyChallengeTable;
  use_readings: UseReadingTable;
}
