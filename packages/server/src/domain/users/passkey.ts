import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { isIP } from "node:net";

/*
 * Passkeys (Web Authentication, level 3): a key pair in a user's device, whose private half signs what we ask, at our
 * address alone, once the device knows its user. We ask for no attestation, so a new key vouches for itself.
 */

/** How many a user may have. */
export const MOST_PASSKEYS = 20;

/** For how long a challenge may be answered. */
export const CHALLENGE_LASTS = { minutes: 5 } as const;

/** Who passkeys are made for and used at: the name of our host, and the address of our pages. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** What asks an authenticator to sign: `create` a passkey, or `get` an existing one to prove itself. */
type Ceremony = "create" | "get";

/** What the browser says of a ceremony, and the authenticator with it. */
export interface Ceremonial {
  /** What the browser says: the JSON that the authenticator signs a hash of. */
  readonly clientData: Uint8Array;
  /** What the authenticator says. */
  readonly authenticatorData: Uint8Array;
}

/** A passkey as it is kept, but for its name and its owner. */
export interface NewPasskey {
  readonly credentialId: string;
  /** In the form of SPKI. */
  readonly publicKey: Uint8Array;
  /** How often it was used, as the authenticator counts; 0 = it does not count. */
  readonly counter: number;
}

/** A user's passkey, as they are shown it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  /** What the authenticator calls it. */
  readonly credentialId: string;
  readonly createdAt: Temporal.Instant;
  /** When it last signed its user in; null = never. */
  readonly usedAt: Temporal.Instant | null;
}

/** Null where browsers offer no passkeys: they bind them to a name, and an address of numbers is none. */
export function relyingPartyOf(address: string): RelyingParty | null {
  const { hostname: id, origin } = new URL(address);
  return isIP(id.replace(/^\[|\]$/g, "")) === 0 ? { id, origin } : null;
}

/** The challenge that an answer carries; null when it can't be read. Whether it is one of ours is another question. */
export function challengeIn(clientData: Uint8Array): string | null {
  return readClientData(clientData)?.challenge ?? null;
}

/** Reads a passkey that was made in answer to a challenge; null when it was made elsewhere, otherwise or for somebody else. */
export function readNewPasskey(
  answer: Ceremonial & { readonly publicKey: Uint8Array },
  challenge: string,
  party: RelyingParty,
): NewPasskey | null {
  const said = readAnswer(answer, "create", challenge, party);
  if (said === null || said.credentialId === null || readPublicKey(answer.publicKey) === null) return null;
  return { credentialId: said.credentialId, publicKey: answer.publicKey, counter: said.counter };
}

/**
 * The counter of an answer that this passkey has signed; null when it has not, or when its counter has not moved forward:
 * then there are two of what there must be one of.
 */
export function counterOfProof(
  { publicKey, counter }: Pick<NewPasskey, "publicKey" | "counter">,
  answer: Ceremonial & { readonly signature: Uint8Array },
  challenge: string,
  party: RelyingParty,
): number | null {
  const said = readAnswer(answer, "get", challenge, party);
  const key = readPublicKey(publicKey);
  if (said === null || key === null || !isForward(counter, said.counter)) return null;
  const signed = Buffer.concat([answer.authenticatorData, sha256(answer.clientData)]);
  return verify(key.hash, signed, key.key, answer.signature) ? said.counter : null;
}

/** Whether a counter may follow another. Many authenticators do not count: theirs stays 0. */
function isForward(before: number, after: number): boolean {
  return after > before || (before === 0 && after === 0);
}

/** What the authenticator says, if the ceremony was ours: this challenge, from our own page, with its user known to it. */
function readAnswer(
  { clientData, authenticatorData }: Ceremonial,
  ceremony: Ceremony,
  challenge: string,
  { id, origin }: RelyingParty,
): AuthenticatorData | null {
  const client = readClientData(clientData);
  const said = readAuthenticatorData(authenticatorData);
  if (client === null || said === null) return null;
  const isAnswer = client.type === `webauthn.${ceremony}` && client.challenge === challenge;
  // Not in a frame of somebody else's page either.
  const isOurPage = client.origin === origin && client.crossOrigin !== true && said.partyHash.equals(sha256(id));
  return isAnswer && isOurPage && said.isUserPresent && said.isUserVerified ? said : null;
}

interface ClientData {
  readonly type?: unknown;
  readonly challenge: string;
  readonly origin?: unknown;
  readonly crossOrigin?: unknown;
}

function readClientData(bytes: Uint8Array): ClientData | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    const isRead = typeof read === "object" && read !== null && "challenge" in read;
    return isRead && typeof read.challenge === "string" ? { ...read, challenge: read.challenge } : null;
  } catch {
    return null;
  }
}

interface AuthenticatorData {
  readonly partyHash: Buffer;
  readonly isUserPresent: boolean;
  readonly isUserVerified: boolean;
  readonly counter: number;
  /** Of a passkey that was just made; null for others. */
  readonly credentialId: string | null;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
/** Where the parts of authenticator data begin (section 6.1): the length of the credential id, and the id itself. */
const FLAGS_AT = 32;
const COUNTER_AT = 33;
const LENGTH_AT = 53;
const ID_AT = 55;
/** The longest id that there may be, in bytes (section 4). */
const LONGEST_ID = 1023;

function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData | null {
  const data = Buffer.from(bytes);
  if (data.length < COUNTER_AT + 4) return null;
  const flags = data[FLAGS_AT] ?? 0;
  const said = {
    partyHash: data.subarray(0, FLAGS_AT),
    isUserPresent: (flags & USER_PRESENT) !== 0,
    isUserVerified: (flags & USER_VERIFIED) !== 0,
    counter: data.readUInt32BE(COUNTER_AT),
  };
  if ((flags & HAS_CREDENTIAL) === 0) return { ...said, credentialId: null };
  if (data.length < ID_AT) return null;
  const length = data.readUInt16BE(LENGTH_AT);
  const id = data.subarray(ID_AT, ID_AT + length);
  if (length === 0 || length > LONGEST_ID || id.length < length) return null;
  return { ...said, credentialId: id.toString("base64url") };
}

/** The kinds of keys that we ask for, by the numbers of COSE: Ed25519, ES256 and RS256. Every authenticator has one. */
export const ALGORITHMS = [-8, -7, -257] as const;

/** A public key of a kind that we ask for, and the hash that it signs. */
function readPublicKey(spki: Uint8Array): { readonly key: KeyObject; readonly hash: "sha256" | null } | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    switch (key.asymmetricKeyType) {
      case "ed25519":
        return { key, hash: null };
      case "ec":
        return namedCurve === "prime256v1" ? { key, hash: "sha256" } : null;
      case "rsa":
        return modulusLength >= 2048 ? { key, hash: "sha256" } : null;
      default:
        return null;
    }
  } catch {
    return null;
  }
}

function sha256(data: Uint8Array | string): Buffer {
  return createHash("sha256").update(data).digest();
}
