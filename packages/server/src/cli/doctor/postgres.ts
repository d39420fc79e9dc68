import type { Finding } from "#cli/doctor/finding.ts";
import type { PostgresAddress } from "#store/postgres/address.ts";
import { inspectPostgres, type PrimaryLook, type ServerLook } from "#store/postgres/inspect.ts";

/** Processes that share a database agree on time as long as their clocks do: within this, in milliseconds. */
const CLOCK_TOLERANCE_MS = 1_000;

/** What is at stake when a setting is off. */
const AT_STAKE: Readonly<Record<keyof PrimaryLook["durability"], string>> = {
  fsync: "a power cut may destroy the database",
  full_page_writes: "a power cut may damage the database",
  synchronous_commit: "a crash may lose orders and activations that were answered already",
};

/** Looks at every server of the address and at the database on the primary. @returns what is in it as well */
export async function examineServers(
  address: PostgresAddress,
): Promise<{ findings: Finding[]; primary: PrimaryLook | null }> {
  const { servers, primary } = await inspectPostgres(address);
  const findings = servers.map(examineServer);
  if (primary !== null)
    findings.push(examineEncoding(primary), examineDurability(primary), examineServerClock(primary));
  else if (servers.some(({ fault }) => fault === null))
    findings.push({
      what: "database",
      state: "wrong",
      text: "No server takes changes: each only copies another one. Promote one of them, or add the primary to KEYWRIGHT_DATABASE_URL.",
    });
  return { findings, primary };
}

function examineServer({ server, version, isPrimary, fault }: ServerLook): Finding {
  const what = "database";
  if (fault === null)
    return {
      what,
      state: "ok",
      text: `${server} answers: PostgreSQL ${version}, ${isPrimary ? "the primary" : "a copy of another one"}.`,
    };
  return {
    what,
    state: "wrong",
    text: `${server} can't be used: ${fault}. Check KEYWRIGHT_DATABASE_URL, that the server runs, and that it lets this machine in (pg_hba.conf).`,
  };
}

function examineEncoding({ encoding }: PrimaryLook): Finding {
  const what = "encoding";
  if (encoding === "UTF8") return { what, state: "ok", text: "UTF8." };
  return {
    what,
    state: "wrong",
    text: `The database keeps texts as ${encoding}, which can't spell every name. Make a new one: createdb --encoding=UTF8 --template=template0 keywright`,
  };
}

function examineDurability({ durability }: PrimaryLook): Finding {
  const what = "durability";
  const off = (Object.keys(AT_STAKE) as (keyof typeof AT_STAKE)[]).filter((setting) => durability[setting] === "off");
  if (off.length === 0) return { what, state: "ok", text: "What was answered is on disk." };
  const stakes = off.map((setting) => `${setting} is off: ${AT_STAKE[setting]}`).join("; ");
  return { what, state: "wrong", text: `${stakes}. Set it to on in postgresql.conf, and reload.` };
}

export function examineServerClock({
  clockAheadMs,
  clockDoubtMs,
}: Pick<PrimaryLook, "clockAheadMs" | "clockDoubtMs">): Finding {
  const what = "clocks";
  const apart = Math.abs(clockAheadMs);
  if (apart - clockDoubtMs <= CLOCK_TOLERANCE_MS)
    return { what, state: "ok", text: "This machine's and the database's agree." };
  return {
    what,
    state: "note",
    text: `The database's clock is ${(apart / 1000).toFixed(1)} s ${clockAheadMs > 0 ? "ahead of" : "behind"} this machine's. Let both follow a time server.`,
  };
}
