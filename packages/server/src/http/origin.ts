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

/** Where this process listens, for links when no public address is set: it works on this machine, and no caller chose it. */
export function ownAddress({ listeningOrigin }: { readonly listeningOrigin: string }): string {
  return listeningOrigin.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}
