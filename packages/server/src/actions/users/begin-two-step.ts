import { randomBytes } from "node:crypto";
import { type Context, write } from "#actions/context.ts";
import { confirmPassword } from "#actions/users/confirm-password.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { addressForApp, SECRET_BYTES, spellSecret } from "#domain/users/two-step.ts";
import { forSealing } from "#store/secret-in-use.ts";
import { sealTwoStepSecret } from "#store/two-step-secrets.ts";
import { keepSecret } from "#store/two-steps.ts";

/** What a user gives to their app: as text, and as the address that a picture of it holds. */
export interface AppSecret {
  readonly secret: string;
  readonly address: string;
}

/** Makes the secret that a user's app is to share with us. It counts for nothing until a first code shows that it does. */
export async function beginTwoStep(context: Context, password: string): Promise<AppSecret | Refusal> {
  const self = await confirmPassword(context, password);
  if (isRefusal(self)) return self;
  const { id, email } = self;
  const secret = randomBytes(SECRET_BYTES);
  return write<AppSecret>(context, "read", async (tx) => {
    const vault = await forSealing(tx, context.vault);
    if (!(await keepSecret(tx, id, sealTwoStepSecret(vault, id, secret))))
      return refuse("INVALID_REQUEST", "Two-step sign-in is on already.");
    // Nothing has changed yet for anybody.
    return {
      value: { secret: spellSecret(secret), address: addressForApp(secret, email) },
      events: [],
      keeps: true,
    };
  });
}
