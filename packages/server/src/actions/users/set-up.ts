import { timingSafeEqual } from "node:crypto";
import type { Services } from "#actions/context.ts";
import { createOwner, type NewUser, setupDone } from "#actions/users/create-owner.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { User } from "#domain/users/user.ts";
import { readCreation } from "#store/installation.ts";
import { hasUsers } from "#store/users.ts";

/**
 * What lets whoever sees the server's own output make the first account. Computed and never stored, so every process of
 * the installation prints and takes the same one; it is worth nothing once there is an account.
 */
export async function setupToken({ store, vault }: Services): Promise<string> {
  const digest = vault.digest("setup-link", String(await readCreation(store.read)));
  return Buffer.from(digest).toString("base64url");
}

/** Whether there is no account yet. */
export async function isSetupNeeded({ store }: Services): Promise<boolean> {
  return !(await hasUsers(store.read));
}

/** Makes the owner's account for whoever has the setup link: that is somebody with access to the machine. */
export async function setUp(services: Services, token: string, user: NewUser): Promise<User | Refusal> {
  if (!(await isSetupNeeded(services))) return setupDone();
  const [given, wanted] = [Buffer.from(token), Buffer.from(await setupToken(services))];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return refuse("UNAUTHORIZED", "This setup link is not the one that the server printed when it was started.");
  return createOwner({ ...services, actor: { kind: "operator" } }, user);
}
