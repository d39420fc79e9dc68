/** An address for mail, and whose it is. */
export interface Mailbox {
  /** Null where the address stands alone. */
  readonly name: string | null;
  readonly address: string;
}

const ADDRESS = String.raw`[^\s@<>()",:;\\\p{Cc}]+@[^\s@<>()",:;\\\p{Cc}]+`;
const ALONE = new RegExp(`^${ADDRESS}$`, "u");
const NAMED = new RegExp(String.raw`^(?:"([^"\\\p{Cc}]*)"|([^"<>\\\p{Cc}]*?))\s*<(${ADDRESS})>$`, "u");

/** Reads `address` or `Name <address>`, the name in quotes or not. Null when the text is neither. */
export function readMailbox(text: string): Mailbox | null {
  if (ALONE.test(text)) return { name: null, address: text };
  const [, quoted, plain, address] = NAMED.exec(text) ?? [];
  return address === undefined ? null : { name: (quoted ?? plain ?? "").trim() || null, address };
}

/** What stands behind the @. */
export function domainOf({ address }: Mailbox): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
