import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";

/** The reverse proxies that stand before the server: whether an address is one of theirs. */
export type Proxies = (address: string) => boolean;

/** @param text addresses and networks, `10.0.0.7, fd00::/8`, or `loopback` for this machine; null when it can't be read */
export function readProxies(text: string): Proxies | null {
  try {
    const trusts = proxyAddr.compile(text.split(",").map((part) => part.trim()));
    return (address) => trusts(address, 0);
  } catch {
    return null;
  }
}

/**
 * The network address of whoever made a request; undefined once the connection is gone. What `X-Forwarded-For` says is
 * believed as far as our own proxies say it, from the last one backwards: anybody can write the rest of it.
 */
export function addressOf(request: IncomingMessage, proxies: Proxies | null): string | undefined {
  return proxies === null ? request.socket.remoteAddress : proxyAddr(request, proxies);
}
