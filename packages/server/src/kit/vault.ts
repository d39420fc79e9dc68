import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { hmacUnder } from "#kit/hmac.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What is recognised by a keyed hash while nothing else is kept of it, so that it can't be hashed anew. The keys of these
 * hashes outlive the secret: they are handed from one to the next (decision 0025).
 */
const RECOGNISED = [
  "server-token",
  "portal-session",
  "portal-attempt",
  "portal-link",
  "portal-code",
  "idempotency-key",
  "order-key",
  "order-request",
  "setup-link",
  "reset-link",
  "invitation",
  "sign-in-try",
  "fingerprint",
  "known-browser",
  "recovery-code",
  "passkey-challenge",
  "use-reading",
] as const;
type Recognised = (typeof RECOGNISED)[number];

/**
 * What the installation's secret is good for. Every purpose works with a key of its own, derived by HKDF (RFC 5869).
 * While the secret is changed there are two: both are read with, and one is written with, which the database says.
 */
export interface Vault {
  /** A keyed hash (HMAC-SHA-256, 32 bytes): the same text gives the same bytes for good, which tell nothing without the key. */
  digest(purpose: Recognised, text: string): Uint8Array;
  /** The same, of what is kept sealed as well: with another secret it is another hash. This is the one to write. */
  mark(purpose: string, text: string): Uint8Array;
  /** By which marks to look for it, in this order: nobody who looks misses what is marked anew meanwhile. */
  marks(purpose: string, text: string): readonly Uint8Array[];
  /** Secrets of 256 bits for a library that wants its own, in letters and digits, `-` and `_`: first the one to write with. */
  derive(purpose: string): readonly [string, ...string[]];
  /** Encrypts (AES-256-GCM). `bound` names the place that the text belongs to: it can be opened there only. */
  seal(purpose: string, text: string, bound: string): Uint8Array;
  /** The text that was sealed. Throws when the secret, the purpose or the place is another, or a bit was changed. */
  open(purpose: string, sealed: Uint8Array, bound: string): string;
  /** Signs (Ed25519), so that whoever has the public key can tell that it was signed with this secret. In base64url. */
  sign(purpose: string, text: string): string;
  /** The public keys to what was signed, 32 bytes each, in base64url: first the one to what is signed now. */
  publicKeys(purpose: string): readonly [string, ...string[]];

  /** What tells each secret from all others, and gives nothing away of it. */
  readonly checks: { readonly current: Uint8Array; readonly previous: Uint8Array | null };
  /** From now on writes with the secret of this check. Answers false, and goes on as before, when it is none of these. */
  writeWith(check: Uint8Array): boolean;
  /** Whether this was sealed with the current secret. */
  isCurrent(purpose: string, sealed: Uint8Array, bound: string): boolean;
  /** The keys by which things are recognised, as the database keeps them: sealed with the current secret. */
  sealRecognition(): Uint8Array;
  /** Takes these keys, which an earlier secret has handed on. */
  takeRecognition(sealed: Uint8Array): void;
}

/**
 * @param current any text of 32 characters or more
 * @param previous the secret before, as long as something may be sealed with it
 */
export function createVault(current: string, previous: string | null = null): Vault {
  const newer = keysOf(current);
  const older = previous === null || previous === current ? null : keysOf(previous);
  const checks = { current: newer.check, previous: older?.check ?? null };
  let writing = newer;
  /** Those of the secret that was written with at first, until an earlier one's are taken. A change leaves them alone. */
  let recognition: Recognition | null = null;
  const recognise = (): Recognition => (recognition ??= recognitionOf(keysOfRecognition(writing)));
  /** Of the secret that is written with, and of the other one, if there is one. */
  const ofEach = (make: (keys: Keys) => string): [string, ...string[]] => {
    const other = writing === newer ? older : newer;
    return other === null ? [make(writing)] : [make(writing), make(other)];
  };

  return {
    checks,
    digest: (purpose, text) => recognise().hmacs[purpose](text),
    mark: (purpose, text) => writing.hmac(purpose, text),
    marks: (purpose, text) =>
      older === null ? [newer.hmac(purpose, text)] : [older.hmac(purpose, text), newer.hmac(purpose, text)],
    derive: (purpose) => ofEach((keys) => keys.derive(purpose)),
    seal: (purpose, text, bound) => writing.seal(purpose, text, bound),
    open(purpose, sealed, bound) {
      if (older === null) return newer.open(purpose, sealed, bound);
      try {
        return newer.open(purpose, sealed, bound);
      } catch {
        return older.open(purpose, sealed, bound);
      }
    },
    sign: (purpose, text) => sign(null, Buffer.from(text), writing.signingKey(purpose)).toString("base64url"),
    publicKeys: (purpose) => ofEach((keys) => keys.publicKey(purpose)),
    writeWith(check) {
      const keys = [newer, older].find((known) => known !== null && Buffer.compare(known.check, check) === 0);
      if (keys == null) return false;
      writing = keys;
      recognise();
      return true;
    },
    isCurrent(purpose, sealed, bound) {
      try {
        newer.open(purpose, sealed, bound);
        return true;
      } catch {
        return false;
      }
    },
    sealRecognition: () => newer.seal(HANDED_ON, JSON.stringify(recognise().keys), ""),
    takeRecognition(sealed) {
      const handedOn: Recognition["keys"] = JSON.parse(this.open(HANDED_ON, sealed, ""));
      // What a later release recognises has no key among them yet.
      recognition = recognitionOf({ ...keysOfRecognition(writing), ...handedOn });
    },
  };
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PRIVATE_KEY = Buffer.from("302e020100300506032b657004220420", "hex");

const HANDED_ON = "handed-on";

/** The keys by which things are recognised. */
interface Recognition {
  readonly keys: Readonly<Record<Recognised, string>>;
  readonly hmacs: Readonly<Record<Recognised, (text: string) => Buffer>>;
}

function keysOfRecognition(keys: Keys): Recognition["keys"] {
  return eachRecognised((purpose) => keys.derive(purpose));
}

function recognitionOf(keys: Recognition["keys"]): Recognition {
  return { keys, hmacs: eachRecognised((purpose) => hmacUnder(Buffer.from(keys[purpose], "base64url"))) };
}

function eachRecognised<T>(make: (purpose: Recognised) => T): Record<Recognised, T> {
  return Object.fromEntries(RECOGNISED.map((purpose) => [purpose, make(purpose)])) as Record<Recognised, T>;
}

/** What one secret is good for. */
type Keys = ReturnType<typeof keysOf>;

function keysOf(secret: string) {
  const keys = new Map<string, Key>();
  const keyFor = (purpose: string): Key => {
    let key = keys.get(purpose);
    if (key === undefined) {
      const bytes = Buffer.from(hkdfSync("sha256", secret, "keywright", purpose, 32));
      key = { bytes, forCipher: createSecretKey(bytes), hmac: hmacUnder(bytes) };
      keys.set(purpose, key);
    }
    return key;
  };
  const hmac = (purpose: string, text: string): Buffer => keyFor(purpose).hmac(text);
  const signingKey = (purpose: string): KeyObject =>
    createPrivateKey({ key: Buffer.concat([PRIVATE_KEY, keyFor(purpose).bytes]), format: "der", type: "pkcs8" });
  return {
    hmac,
    signingKey,
    publicKey: (purpose: string): string => createPublicKey(signingKey(purpose)).export({ format: "jwk" }).x ?? "",
    check: hmac("secret-check", "keywright"),
    derive: (purpose: string): string => keyFor(purpose).bytes.toString("base64url"),
    seal(purpose: string, text: string, bound: string): Uint8Array {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(purpose).forCipher, iv).setAAD(Buffer.from(bound));
      return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(purpose: string, sealed: Uint8Array, bound: string): string {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose).forCipher, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(bound))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      // Which throws when anything is amiss; of this cipher it is empty.
      decipher.final();
      return opened.toString("utf8");
    },
  };
}

/** One purpose's key, ready for each of its uses. */
interface Key {
  readonly bytes: Buffer;
  readonly forCipher: KeyObject;
  readonly hmac: (text: string) => Buffer;
}
