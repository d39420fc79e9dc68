import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";

/**
 * Whether a browser's request comes from a page of this server, and not from another site that lets the browser add its
 * cookies. Such a page is at the public address or, where none is set, at the host that the request names.
 */
export function isFromOwnPage({ headers }: FastifyRequest, publicUrl: string | null): boolean {
  const { origin, host, "sec-fetch-site": site } = headers;
  if (origin === undefined) return site === "same-origin";
  if (origin === publicUrl) return true;
  const from = URL.parse(origin)?.host;
  // Another scheme than the public one is another origin, where somebody between us may write the page.
  return from !== undefined && from === host && from !== (publicUrl && URL.parse(publicUrl)?.host);
}

const addresses = new WeakMap<Server, string>();
/** What stands for all of a machine's own addresses, and one of those. */
const ONE_OF_ALL: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Notes where a server listens as soon as it does. */
export function noteAddress(server: Server): void {
  server.on("listening", () => {
    const { address, port } = server.address() as AddressInfo;
    const host = ONE_OF_ALL[address] ?? address;
    addresses.set(server, `http://${isIPv6(host) ? `[${host}]` : host}:${port}`);
  });
}

/**
 * Where this process listens, for links when no public address is set: it works on this machine, and no caller chose it.
 * Also while it stops, when it listens no more and still answers what came before.
 */
export function ownAddress(server: Server): string {
  const address = addresses.get(server);
  if (address === undefined) throw new Error("the server has not listened yet");
  return address;
}
