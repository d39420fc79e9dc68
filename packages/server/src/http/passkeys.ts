import { randomBytes } from "node:crypto";
import { AddPasskey, RemovePasskey, RenamePasskey, SignInByPasskey, WithPassword } from "@keywright/contract/accounts";
import { strict } from "@keywright/contract/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Services } from "#actions/context.ts";
import { addPasskey } from "#actions/users/add-passkey.ts";
import { beginPasskey, type PasskeyToMake } from "#actions/users/begin-passkey.ts";
import { listPasskeys } from "#actions/users/list-passkeys.ts";
import { CHALLENGE_SECONDS, newChallenge } from "#actions/users/passkey-challenges.ts";
import { noSuchPasskey, provePasskey } from "#actions/users/prove-passkey.ts";
import { relyingPartyAt } from "#actions/users/relying-party.ts";
import { removePasskey } from "#actions/users/remove-passkey.ts";
import { renamePasskey } from "#actions/users/rename-passkey.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import type { Passkey, RelyingParty } from "#domain/users/passkey.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { ownAddress } from "#http/origin.ts";
import { answerOwn, IN, SETTING_UP } from "#http/own-sign-in.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";
import { callerOf, cookieNamed, setCookies, signInCookie } from "#http/session.ts";
import { beginSignIn, finishSignIn } from "#http/sign-in-tries.ts";

/** What ties an answer to the browser that asked for a challenge. It goes with the answer, or after minutes. */
const COOKIE = "keywright.passkey";
/** How often one address may ask for something to sign, which each time writes a row. */
const ASKING = { points: 100, seconds: 60 } as const;
const Nothing = Type.Object({}, strict);

/** How users look after their passkeys, and sign in by them. */
export function passkeys(app: Routes, services: Services, gate: Gate): void {
  const { accounts, limits, publicUrl, slowsSignIn } = gate;
  const answer = answerOwn(services, gate);
  const asking = limits.narrowed("passkey", ASKING);

  /** Who we are to a browser: never as the request says, whose host anybody can name. */
  const partyOf = ({ server }: FastifyRequest): RelyingParty | Refusal =>
    relyingPartyAt(publicUrl ?? ownAddress(server.server).replace("//127.0.0.1:", "//localhost:"));
  const letBrowserAnswer = (reply: FastifyReply): string => {
    const browser = randomBytes(16).toString("base64url");
    reply.header(
      "set-cookie",
      signInCookie(COOKIE, browser, { seconds: CHALLENGE_SECONDS, site: "Strict", publicUrl }),
    );
    return browser;
  };

  app.get("/passkeys", { schema: { hide: true } }, (request, reply) =>
    answer(request, reply, {
      standings: SETTING_UP,
      action: listPasskeys,
      shape: (items) => ({ items: items.map(shapePasskey) }),
    }),
  );

  app.post("/passkeys/begin", { schema: { hide: true, body: WithPassword } }, (request, reply) =>
    answer(request, reply, {
      standings: SETTING_UP,
      async action(context) {
        const party = partyOf(request);
        if (isRefusal(party)) return party;
        const elsewhere = refuseElsewhere(request, party);
        if (elsewhere !== null) return elsewhere;
        const browser = letBrowserAnswer(reply);
        const toMake = await beginPasskey(context, { password: request.body.password, browser });
        return isRefusal(toMake) ? toMake : { toMake, party };
      },
      shape: ({ toMake, party }) => creationOptions(toMake, party),
    }),
  );

  app.post("/passkeys", { schema: { hide: true, body: AddPasskey } }, (request, reply) =>
    answer(request, reply, {
      standings: SETTING_UP,
      async action(context, { id: sessionId }) {
        const party = partyOf(request);
        if (isRefusal(party)) return party;
        const { name, clientData, authenticatorData, publicKey } = request.body;
        const made = {
          clientData: bytesOf(clientData),
          authenticatorData: bytesOf(authenticatorData),
          publicKey: bytesOf(publicKey),
        };
        const browser = cookieNamed(request, COOKIE) ?? "";
        return addPasskey(context, { name, answer: made, browser, sessionId, party });
      },
      shape: shapePasskey,
    }),
  );

  app.post("/passkeys/rename", { schema: { hide: true, body: RenamePasskey } }, (request, reply) =>
    answer(request, reply, {
      standings: IN,
      action: (context) => renamePasskey(context, request.body),
      shape: shapePasskey,
    }),
  );

  app.post("/passkeys/remove", { schema: { hide: true, body: RemovePasskey } }, (request, reply) =>
    answer(request, reply, {
      standings: IN,
      action: (context) => removePasskey(context, request.body),
      shape: () => ({}),
    }),
  );

  app.post("/sign-in/passkey/begin", { schema: { hide: true, body: Nothing } }, async (request, reply) => {
    const limited = asking.take(request.ip, 1);
    if (limited !== null) return sendRefusal(reply, limited);
    const party = partyOf(request);
    if (isRefusal(party)) return sendRefusal(reply, party);
    const elsewhere = refuseElsewhere(request, party);
    if (elsewhere !== null) return sendRefusal(reply, elsewhere);
    const challenge = await newChallenge(services, { addedTo: null, browser: letBrowserAnswer(reply) });
    // It names no passkeys: the user's devices know theirs, and nobody learns who has one.
    return reply.send({ challenge, rpId: party.id, userVerification: "required", timeout: CHALLENGE_SECONDS * 1000 });
  });

  app.post("/sign-in/passkey", { schema: { hide: true, body: SignInByPasskey } }, async (request, reply) => {
    const held = slowsSignIn ? await beginSignIn(services, request, null) : null;
    if (held !== null) return sendRefusal(reply, held);
    const party = partyOf(request);
    if (isRefusal(party)) return sendRefusal(reply, party);
    const { credentialId, userHandle, clientData, authenticatorData, signature } = request.body;
    const proof = {
      credentialId,
      userHandle: Buffer.from(userHandle, "base64url").toString(),
      clientData: bytesOf(clientData),
      authenticatorData: bytesOf(authenticatorData),
      signature: bytesOf(signature),
    };
    const proven = await provePasskey(services, { proof, browser: cookieNamed(request, COOKIE) ?? "", party });
    const cookies = isRefusal(proven) ? null : await accounts.signInByPasskey(proven, callerOf(request));
    if (isRefusal(proven) || cookies === null) {
      await chargeFailure(limits, request.ip);
      return sendRefusal(reply, noSuchPasskey());
    }
    setCookies(reply, cookies);
    if (slowsSignIn) await finishSignIn(services, request, reply, { email: proven.email, publicUrl });
    return reply.send({});
  });
}

/** What the browser is to make: see Web Authentication, section 5.4. */
function creationOptions({ challenge, user, passkeys: known, algorithms }: PasskeyToMake, party: RelyingParty) {
  return {
    rp: { id: party.id, name: "Keywright" },
    user: { id: Buffer.from(user.id).toString("base64url"), name: user.email, displayName: user.name },
    challenge,
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: CHALLENGE_SECONDS * 1000,
    // One device makes one passkey for each user.
    excludeCredentials: known.map(({ credentialId }) => ({ type: "public-key", id: credentialId })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
  };
}

function shapePasskey({ id, name, createdAt, usedAt }: Passkey) {
  return { id, name, createdAt: wireTime(createdAt), lastUsedAt: wireTimeOrNull(usedAt) };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "base64url");
}

/** Browsers make and use passkeys at the one address that we are known by; from another, they would refuse without a word. */
function refuseElsewhere({ headers }: FastifyRequest, { origin }: RelyingParty): Refusal | null {
  if (headers.origin === undefined || headers.origin === origin) return null;
  return refuse("INVALID_REQUEST", `Passkeys work at ${origin} alone: open this page there.`);
}
