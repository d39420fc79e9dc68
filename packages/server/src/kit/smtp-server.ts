/** A server that takes mail, and how to talk to it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection is encrypted from its first byte; else the server is asked for encryption (STARTTLS). */
  readonly isEncrypted: boolean;
  readonly credentials: { readonly user: string; readonly password: string } | null;
}

/** The ports for mail that somebody sends, as opposed to mail that servers pass on. */
const PORTS: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465 };

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`; name and password with `%` before what is special in a URL.
 * Null when the text is none, or says more than that.
 */
export function readSmtpUrl(text: string): SmtpServer | null {
  const url = URL.parse(text);
  const fallback = url === null ? undefined : PORTS[url.protocol];
  if (url === null || fallback === undefined) return null;
  const { hostname, port, username, password, protocol, pathname, search, hash } = url;
  if (hostname === "" || port === "0" || pathname.length > 1 || search + hash !== "") return null;
  if ((username === "") !== (password === "")) return null;
  try {
    return {
      // An IPv6 address stands in brackets in a URL alone.
      host: hostname.replace(/^\[(.*)\]$/, "$1"),
      port: port === "" ? fallback : Number(port),
      isEncrypted: protocol === "smtps:",
      credentials:
        username === "" ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    };
  } catch {
    return null;
  }
}

/** Whether the server runs on this machine, so that nobody sits between us and it. */
export function isLocal({ host }: SmtpServer): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
