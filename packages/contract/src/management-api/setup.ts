import { type Static, Type } from "typebox";
import { newPassword, userEmail, userName } from "../accounts.ts";
import { named, strict } from "../wire.ts";

export const SetupState = named(
  "SetupState",
  Type.Object({
    needed: Type.Boolean({ description: "Whether there is no account yet." }),
    sendsMail: Type.Boolean({ description: "Whether the server sends mail: how a forgotten password is mended." }),
  }),
);
export type SetupState = Static<typeof SetupState>;

export const SetUp = named(
  "SetUp",
  Type.Object(
    {
      token: Type.String({ minLength: 1, maxLength: 100, description: "What stands behind the # of the setup link." }),
      name: userName,
      email: userEmail,
      password: newPassword,
    },
    strict,
  ),
);
export type SetUp = Static<typeof SetUp>;
