import { fromMomentOrNull, toMoment } from "#store/moments.ts";
import type { Reader, Tx } from "#store/store.ts";

/** A user's two-step sign-in, on or about to be. */
export interface TwoStep {
  readonly secretSealed: Uint8Array;
  /** The latest step of time whose code was used; null = none. */
  readonly usedStep: number | null;
  /** Null while it is being switched on. */
  readonly onSince: Temporal.Instant | null;
}

/** A user's two-step sign-in, which nobody else uses or changes until the transaction ends. */
export async function lockTwoStep(tx: Tx, userId: string): Promise<TwoStep | null> {
  const row = await tx.selectFrom("two_steps").selectAll().where("user_id", "=", userId).forUpdate().executeTakeFirst();
  if (row === undefined) return null;
  return { secretSealed: row.secret_sealed, usedStep: row.used_step, onSince: fromMomentOrNull(row.on_since) };
}

export async function isTwoStepOn(db: Reader, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("two_steps")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("on_since", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a secret that counts once `switchOn` is called, in the place of one that never did. Answers false where one does. */
export async function keepSecret(tx: Tx, userId: string, secretSealed: Uint8Array): Promise<boolean> {
  const kept = await tx
    .insertInto("two_steps")
    .values({ user_id: userId, secret_sealed: secretSealed, used_step: null, on_since: null })
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet({ secret_sealed: secretSealed }).where("two_steps.on_since", "is", null),
    )
    .returning("user_id")
    .executeTakeFirst();
  return kept !== undefined;
}

export async function switchOn(tx: Tx, userId: string, usedStep: number, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("two_steps")
    .set({ used_step: usedStep, on_since: toMoment(at) })
    .where("user_id", "=", userId)
    .execute();
}

export async function useStep(tx: Tx, userId: string, usedStep: number): Promise<void> {
  await tx.updateTable("two_steps").set({ used_step: usedStep }).where("user_id", "=", userId).execute();
}

/** Forgets a user's secret and recovery codes. */
export async function deleteTwoStep(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom("two_steps").where("user_id", "=", userId).execute();
  await tx.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
}

/** Puts these recovery codes in the place of those that a user had. */
export async function replaceRecoveryCodes(
  tx: Tx,
  userId: string,
  codes: readonly { readonly id: string; readonly digest: Uint8Array }[],
): Promise<void> {
  await tx.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
  await tx
    .insertInto("recovery_codes")
    .values(codes.map((code) => ({ ...code, user_id: userId })))
    .execute();
}

/** Takes a recovery code, which works once. Answers whether there was one. */
export async function takeRecoveryCode(tx: Tx, userId: string, digest: Uint8Array): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("recovery_codes")
    .where("user_id", "=", userId)
    .where("digest", "=", digest)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0;
}

export async function countRecoveryCodes(db: Reader, userId: string): Promise<number> {
  const { codes } = await db
    .selectFrom("recovery_codes")
    .select((eb) => eb.fn.countAll<number>().as("codes"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(codes);
}

/** The next secrets after this user's, whoever's they are, for whoever seals them anew. */
export async function lockSealedSecrets(
  tx: Tx,
  after: string,
  most: number,
): Promise<{ readonly id: string; readonly sealed: Uint8Array }[]> {
  return tx
    .selectFrom("two_steps")
    .select(["user_id as id", "secret_sealed as sealed"])
    .where("user_id", ">", after)
    .orderBy("user_id")
    .limit(most)
    .forUpdate()
    .execute();
}

export async function countSealedSecrets(db: Reader): Promise<number> {
  const { secrets } = await db
    .selectFrom("two_steps")
    .select((eb) => eb.fn.countAll<number>().as("secrets"))
    .executeTakeFirstOrThrow();
  return Number(secrets);
}

/** Puts the same secret in the place of what is stored of it. */
export async function replaceSealedSecret(tx: Tx, userId: string, sealed: Uint8Array): Promise<void> {
  await tx.updateTable("two_steps").set({ secret_sealed: sealed }).where("user_id", "=", userId).execute();
}
