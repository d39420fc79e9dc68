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

/** What the installation's one secret is good for. Every purpose works with a key of its own, derived by HKDF (RFC 5869). */
export interface Vault {
  /** A keyed hash (HMAC-SHA-256, 32 bytes): the same text gives the same bytes, which tell nothing without the secret. */
  digest(purpose: string, text: string): Uint8Array;
  /** A secret of 256 bits for a library that wants one of its own, in letters and digits, `-` and `_`. */
  derive(purpose: string): string;
  /** Encrypts (AES-256-GCM). `bound` names the place that the text belongs to: it can be opened there only. */
  seal(purpose: string, text: string, bound: string): Uint8Array;
  /** The text that was sealed. Throws when the secret, the purpose or the place is another, or a bit was changed. */
  open(purpose: string, sealed: Uint8Array, bound: string): string;
  /** Signs (Ed25519), so that whoever has the public key can tell that it was signed with this secret. In base64url. */
  sign(purpose: string, text: string): string;
  /** The public key to what `sign` signs: its 32 bytes, in base64url. */
  publicKey(purpose: string): string;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PRIVATE_KEY = Buffer.from("302e020100300506032b657004220420", "hex");

/** @param secret any text of 32 characters or more */
export function createVault(secret: string): Vault {
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
  const signingKey = (purpose: string): KeyObject =>
    createPrivateKey({ key: Buffer.concat([PRIVATE_KEY, keyFor(purpose).bytes]), format: "der", type: "pkcs8" });
  return {
    digest: (purpose, text) => keyFor(purpose).hmac(text),
    derive: (purpose) => keyFor(purpose).bytes.toString("base64url"),
    seal(purpose, text, bound) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(purpose).forCipher, iv).setAAD(Buffer.from(bound));
      return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(purpose, sealed, bound) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose).forCipher, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(bound))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      // Which throws when anything is amiss; of this cipher it is empty.
      decipher.final();
      return opened.toString("utf8");
    },
    sign: (purpose, text) => sign(null, Buffer.from(text), signingKey(purpose)).toString("base64url"),
    publicKey: (purpose) => createPublicKey(signingKey(purpose)).export({ format: "jwk" }).x ?? "",
  };
}

/** One purpose's key, ready for each of its uses. */
interface Key {
  readonly bytes: Buffer;
  readonly forCipher: KeyObject;
  readonly hmac: (text: string) => Buffer;
}
