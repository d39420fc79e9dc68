import type { IncomingHttpHeaders } from "node:http";
import type { Provider, ReceivedEvent } from "#domain/sales/facts.ts";

/** A payment provider that is connected: how its messages are read. One file for each of them. */
export interface SaleProvider {
  readonly provider: Provider;
  /** What people call it. */
  readonly name: string;
  /**
   * Checks the signature and puts what is told into our words. What a signed message says is believed, what it leaves out
   * is not known: nothing of it throws. Null: it does not carry the provider's signature.
   */
  read(body: Uint8Array, headers: IncomingHttpHeaders, now: Temporal.Instant): ReceivedEvent | null;
  /**
   * Asks the provider for what the message itself does not tell. Answers it as it was where there is nothing to be learned,
   * and null when the provider could not be asked now.
   */
  complete?(event: ReceivedEvent): Promise<ReceivedEvent | null>;
}
