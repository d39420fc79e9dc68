import type { Activation, License } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

/** A license's activations: those in use, or those that have ended. */
export function useActivations(licenseId: string, { ended }: { ended: boolean }) {
  return useList<Activation>(["activations", "list", licenseId, ended], (cursor, signal) =>
    answer(
      api.GET("/api/v1/licenses/{id}/activations", {
        params: { path: { id: licenseId }, query: { limit: PAGE_SIZE, ended, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** An activation, and whose it is. */
export type LicensedActivation = Activation & { readonly license: License };

/** The activations of several licenses together, the one seen last first; of each license the latest hundred. */
export function useActivationsOf(licenses: readonly License[], { ended }: { ended: boolean }) {
  const asked = ended ? licenses : licenses.filter(({ activationUsage }) => activationUsage > 0);
  return useList<LicensedActivation>(
    ["activations", "of", asked.map(({ id }) => id), ended],
    async (_cursor, signal) => {
      const pages = await Promise.all(
        asked.map(async (license) => {
          const params = { path: { id: license.id }, query: { limit: 100, ended } };
          const { items } = await answer(api.GET("/api/v1/licenses/{id}/activations", { params, signal }));
          return items.map((activation): LicensedActivation => ({ ...activation, license }));
        }),
      );
      const items = pages.flat().sort((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt));
      return { items, nextCursor: null };
    },
  );
}

/** Ends one activation. */
export function useRevokeActivation(licenseId: string) {
  return useChange(
    (instanceId: string) =>
      answer(
        api.DELETE("/api/v1/licenses/{id}/activations/{instanceId}", {
          params: { path: { id: licenseId, instanceId } },
        }),
      ),
    { touches: ["activations", "licenses", "orders"] },
  );
}
