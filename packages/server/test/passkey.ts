import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Answer, cookieOf, type GivenServer, givenServer, OWNER } from "#test/given.ts";

/* An authenticator in software, as hostile as a test wants it. */

/** How what an authenticator says differs from what an honest one would say. */
export interface Lie {
  readonly challenge?: string;
  readonly type?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly partyId?: string;
  readonly isUserPresent?: boolean;
  readonly isUserVerified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly credentialId?: string;
  /** Signs with this key instead of its own. */
  readonly key?: KeyObject;
}

/** What a page of the server is known by to a browser. */
export interface Place {
  readonly origin: string;
  readonly id: string;
}

/** Holds one passkey. Without a counter, as most do, unless it is said. */
export class Authenticator {
  readonly credentialId = randomBytes(32).toString("base64url");
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject };
  #counter: number | null;
  #userHandle = "";

  constructor({ counts = false, kind = "ec" }: { counts?: boolean; kind?: "ec" | "rsa" | "ed25519" } = {}) {
    this.#counter = counts ? 0 : null;
    this.#keys = KEYS[kind]();
  }

  /** What a browser sends once it has made a passkey as it was asked. */
  make(options: { challenge: string; user: { id: string } }, place: Place, lie: Lie = {}) {
    this.#userHandle = options.user.id;
    const id = Buffer.from(lie.credentialId ?? this.credentialId, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const head = this.#head(place, lie, 0x40);
    return {
      clientData: clientData("webauthn.create", options.challenge, place, lie).toString("base64url"),
      authenticatorData: Buffer.concat([head, Buffer.alloc(16), length, id, randomBytes(77)]).toString("base64url"),
      publicKey: this.#keys.publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
    };
  }

  /** What a browser sends once the passkey has signed what it was asked. */
  prove(options: { challenge: string }, place: Place, lie: Lie = {}) {
    const client = clientData("webauthn.get", options.challenge, place, lie);
    const head = this.#head(place, lie, 0);
    const signed = Buffer.concat([head, createHash("sha256").update(client).digest()]);
    const key = lie.key ?? this.#keys.privateKey;
    return {
      credentialId: lie.credentialId ?? this.credentialId,
      userHandle: lie.userHandle ?? this.#userHandle,
      clientData: client.toString("base64url"),
      authenticatorData: head.toString("base64url"),
      signature: sign(key.asymmetricKeyType === "ed25519" ? null : "sha256", signed, key).toString("base64url"),
    };
  }

  #head({ id }: Place, { partyId = id, isUserPresent = true, isUserVerified = true, counter }: Lie, flags: number) {
    if (this.#counter !== null) this.#counter++;
    const rest = Buffer.alloc(5);
    rest[0] = flags | (isUserPresent ? 0x01 : 0) | (isUserVerified ? 0x04 : 0);
    rest.writeUInt32BE(counter ?? this.#counter ?? 0, 1);
    return Buffer.concat([createHash("sha256").update(partyId).digest(), rest]);
  }
}

const KEYS = {
  ec: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  rsa: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ed25519: () => generateKeyPairSync("ed25519"),
};

function clientData(type: string, challenge: string, { origin }: Place, lie: Lie): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...pick(lie) }));
}

function pick({ type, challenge, origin, crossOrigin }: Lie) {
  return JSON.parse(JSON.stringify({ type, challenge, origin, crossOrigin }));
}

/** How a server with passkeys is known to browsers. */
export const PLACE: Place = { id: "licenses.example.com", origin: "https://licenses.example.com" };

/** A server that has a name, without which there are no passkeys. */
export function givenNamedServer(environment: Record<string, string> = {}): Promise<GivenServer> {
  return givenServer({ KEYWRIGHT_PUBLIC_URL: PLACE.origin, ...environment });
}

/** What a page of the server sends, with these cookies. */
export function pageWith(...cookies: readonly string[]): Record<string, string> {
  return { origin: PLACE.origin, cookie: cookies.join("; ") };
}

/** Asks for what is to be signed to sign in. Answers it, and what the browser sends with its answer. */
export async function beginSignIn(server: GivenServer) {
  const answer = await server.call("POST", "/api/auth/sign-in/passkey/begin", { headers: pageWith(), body: {} });
  if (answer.status !== 200) throw new Error(`not begun: ${JSON.stringify(answer.body)}`);
  return { options: answer.body, headers: pageWith(cookieOf(answer)) };
}

/** Signs in by a passkey, as a browser does. */
export async function signInByPasskey(
  server: GivenServer,
  authenticator: Authenticator,
  lie: Lie = {},
): Promise<Answer> {
  const { options, headers } = await beginSignIn(server);
  return server.call("POST", "/api/auth/sign-in/passkey", { headers, body: authenticator.prove(options, PLACE, lie) });
}

/** Begins to add a passkey to those of whoever this cookie signs in. */
export async function beginPasskey(server: GivenServer, cookie: string, password = OWNER.password) {
  const headers = pageWith(cookie);
  const answer = await server.call("POST", "/api/auth/passkeys/begin", { headers, body: { password } });
  if (answer.status !== 200) throw new Error(`not begun: ${JSON.stringify(answer.body)}`);
  return { options: answer.body, headers: pageWith(cookie, cookieOf(answer)) };
}

/** Adds a passkey to the owner's, or to those of whoever this cookie signs in. */
export async function addPasskey(
  server: GivenServer,
  {
    authenticator = new Authenticator(),
    name = "Lena’s phone",
    ...who
  }: { authenticator?: Authenticator; name?: string; cookie?: string; password?: string } = {},
) {
  const cookie = who.cookie ?? (await server.signIn()).cookie;
  const { options, headers } = await beginPasskey(server, cookie, who.password);
  const body = { name, ...authenticator.make(options, PLACE) };
  const answer = await server.call("POST", "/api/auth/passkeys", { headers, body });
  if (answer.status !== 200) throw new Error(`not added: ${JSON.stringify(answer.body)}`);
  return { authenticator, headers: pageWith(cookie), passkey: answer.body as { id: string; name: string } };
}
