import { canonicalKey } from "@keywright/contract/license-key";
import { type Context, read } from "#actions/context.ts";
import { findByKey } from "#actions/licenses/by-key.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import { type Explanation, explain } from "#domain/licenses/explanation.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findHistory } from "#store/license-history.ts";
import { findLicense } from "#store/licenses.ts";

/** Which license: by its id, or by a whole key. */
export type Which = { readonly id: string } | { readonly licenseKey: string };

/** An explanation, and which license it is about. */
export interface ExplainedLicense extends Explanation {
  readonly licenseId: string;
}

/** Explains from the record why a license is valid or not. @param at the moment in question; null = now */
export async function explainLicense(
  context: Context,
  which: Which,
  at: Temporal.Instant | null,
): Promise<ExplainedLicense | Refusal> {
  return read(context, ofProduct("read"), async (db) => {
    const record =
      "id" in which
        ? withinReach(context.actor, await findLicense(db, which.id))
        : await findByKey(context, db, canonicalKey(which.licenseKey));
    if (record === null) return "id" in which ? noSuchLicense() : noSuchKey();
    const { id } = record.license;
    const history = await findHistory(db, id);
    return { licenseId: id, ...explain(record.license, history, at ?? context.clock.now()) };
  });
}

function noSuchKey(): Refusal {
  return refuse("LICENSE_NOT_FOUND", "No license has this key: it is mistyped, or a newer key has replaced it.");
}
