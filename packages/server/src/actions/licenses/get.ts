import { type Context, read } from "#actions/context.ts";
import { type RevealedLicense, reveal } from "#actions/licenses/key.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findLicense } from "#store/licenses.ts";

export async function getLicense(context: Context, id: string): Promise<RevealedLicense | Refusal> {
  return read(context, "read", async (db) => {
    const record = await findLicense(db, id);
    return record === null ? noSuchLicense() : reveal(context.vault, record, context.clock.now());
  });
}

/** The refusal of an id that no license has. */
export function noSuchLicense(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "No license has this id.");
}
