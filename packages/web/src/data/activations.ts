import type { Activation, ActivationOfCustomer } from "#data/api.gen.ts";
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

/** The activations of all of a customer's licenses: those in use, or those that have ended. */
export function useActivationsOfCustomer(customerId: string, { ended }: { ended: boolean }) {
  return useList<ActivationOfCustomer>(["activations", "of", customerId, ended], (cursor, signal) =>
    answer(
      api.GET("/api/v1/customers/{id}/activations", {
        params: { path: { id: customerId }, query: { limit: PAGE_SIZE, ended, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
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
