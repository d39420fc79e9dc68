/** Where a PostgreSQL database is: one or more servers, of which one is the primary. */
export interface PostgresAddress {
  /** One URL for each server, in the order in which they are tried. */
  readonly servers: readonly string[];
  /** The servers for people: hosts and ports, without names and passwords. */
  readonly label: string;
}

/** Sessions on a primary are what we need, so these all ask for the same; the others would ask for a copy. */
const TARGETS = ["any", "read-write", "primary"];

/**
 * Reads a connection URL, whose part for the host may list several servers (libpq, "Connection URIs").
 * @returns the address, or in words what is wrong with the text, which may hold a password and is not repeated
 */
export function parsePostgresUrl(text: string): PostgresAddress | string {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^@/?#]*)(\/[^?#]*)?(\?[^#]*)?$/.exec(text);
  if (parts === null)
    return "must be an address such as postgres://user:password@db.example.com:5432/keywright, or name several hosts with commas between them";
  const [, start = "", hosts = "", path = "", query = ""] = parts;
  const parameters = new URLSearchParams(query);
  const target = parameters.get("target_session_attrs");
  if (target !== null && !TARGETS.includes(target))
    return `asks with target_session_attrs for "${target}", but Keywright writes: use read-write or leave it out`;
  const names = hosts.split(",");
  const servers = names.map((host) => `${start}${host}${path}${query}`);
  if (hosts !== "" && names.some((host, index) => host === "" || !URL.canParse(servers[index] ?? "")))
    return "names a host or port that can't be read";
  const socket = parameters.get("host");
  return { servers, label: hosts === "" ? (socket ?? "localhost") : names.join(", ") };
}
