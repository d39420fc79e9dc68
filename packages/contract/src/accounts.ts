import { type Static, Type } from "typebox";
import { RULE, strict, Text } from "./wire.ts";

/* What people sign in with, and the bodies of the calls below `/api/auth`. */

/** How many characters a password has. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

/** Narrower than a customer's: what the library that signs people in takes for an e-mail address. */
export const USER_EMAIL = {
  most: 254,
  pattern: "^[A-Za-z0-9_+-]+(?:['.][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}$",
} as const;

export const userEmail = Type.String({
  minLength: 3,
  maxLength: USER_EMAIL.most,
  pattern: USER_EMAIL.pattern,
  [RULE]: "Must be an e-mail address.",
  description: "What the user signs in with. Case does not matter.",
});
export const userName = Text(120, "How the user is called, in the record too.");
export const newPassword = Text(PASSWORD_LENGTH.most, "10 characters or more.", PASSWORD_LENGTH.least);

/** A password or e-mail that is tried: a wrong one is refused like any other, so its form is nobody's business. */
const tried = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** `POST /api/auth/sign-in/email` */
export const SignIn = Type.Object(
  {
    email: tried(254),
    password: tried(PASSWORD_LENGTH.most),
    /** False: the session ends with the browser, or after a day. */
    rememberMe: Type.Optional(Type.Boolean()),
    /** The second step, for whoever has switched it on: from their app, or a recovery code. */
    code: Type.Optional(tried(32)),
  },
  strict,
);
export type SignIn = Static<typeof SignIn>;

/** `POST /api/auth/two-step/begin`, `/switch-off`, `/recovery-codes` and `/api/auth/passkeys/begin`: what a stolen session must not do. */
export const WithPassword = Type.Object({ password: tried(PASSWORD_LENGTH.most) }, strict);
export type WithPassword = Static<typeof WithPassword>;

/** `POST /api/auth/two-step/switch-on` */
export const SwitchOnTwoStep = Type.Object({ code: tried(32) }, strict);
export type SwitchOnTwoStep = Static<typeof SwitchOnTwoStep>;

/** What browsers and authenticators say in bytes, as base64url. */
const bytes = (most: number) =>
  Type.String({ minLength: 1, maxLength: Math.ceil((most * 4) / 3), pattern: "^[A-Za-z0-9_-]+$" });

/** What a browser says of a passkey that was made or used, and the authenticator with it: Web Authentication, section 5.2. */
const ceremony = { clientData: bytes(2048), authenticatorData: bytes(4096) };
const passkeyName = Text(60, "By which its user tells it from the others.");

/** `POST /api/auth/passkeys`, which was begun by `/api/auth/passkeys/begin`. */
export const AddPasskey = Type.Object({ name: passkeyName, ...ceremony, publicKey: bytes(2048) }, strict);
export type AddPasskey = Static<typeof AddPasskey>;

/** `POST /api/auth/passkeys/rename` */
export const RenamePasskey = Type.Object({ id: tried(64), name: passkeyName }, strict);
export type RenamePasskey = Static<typeof RenamePasskey>;

/** `POST /api/auth/passkeys/remove` */
export const RemovePasskey = Type.Object({ id: tried(64), password: tried(PASSWORD_LENGTH.most) }, strict);
export type RemovePasskey = Static<typeof RemovePasskey>;

/** `POST /api/auth/sign-in/passkey`, which was begun by `/api/auth/sign-in/passkey/begin`. */
export const SignInByPasskey = Type.Object(
  { credentialId: bytes(1023), userHandle: bytes(64), ...ceremony, signature: bytes(1024) },
  strict,
);
export type SignInByPasskey = Static<typeof SignInByPasskey>;

/** `POST /api/auth/change-password` */
export const ChangePassword = Type.Object(
  {
    currentPassword: tried(PASSWORD_LENGTH.most),
    newPassword,
    /** True: every other session of the user ends. */
    revokeOtherSessions: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type ChangePassword = Static<typeof ChangePassword>;

/** `POST /api/auth/revoke-session` */
export const RevokeSession = Type.Object({ token: tried(64) }, strict);
export type RevokeSession = Static<typeof RevokeSession>;

/** `POST /api/auth/request-password-reset` */
export const RequestPasswordReset = Type.Object({ email: Text(254, "Whose password was forgotten.") }, strict);
export type RequestPasswordReset = Static<typeof RequestPasswordReset>;

/** `POST /api/auth/reset-password` */
export const ResetPassword = Type.Object(
  {
    /** What stands behind the # of the link. */
    token: tried(100),
    newPassword,
  },
  strict,
);
export type ResetPassword = Static<typeof ResetPassword>;
