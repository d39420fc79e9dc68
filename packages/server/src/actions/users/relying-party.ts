import { type Refusal, refuse } from "#domain/refusal.ts";
import { type RelyingParty, relyingPartyOf } from "#domain/users/passkey.ts";

/** Who we are to a browser that makes or uses a passkey at this address of ours, or why it can't. */
export function relyingPartyAt(address: string): RelyingParty | Refusal {
  return (
    relyingPartyOf(address) ??
    refuse(
      "INVALID_REQUEST",
      "Passkeys need a name, and this server is at an address of numbers: set KEYWRIGHT_PUBLIC_URL to the address that browsers see.",
    )
  );
}
