import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/*
 * The floors of the house, lowest first, and what each may import. Imports point downwards only, so a rule can be read
 * without knowing who asks it, and the heart can be tested without anything around it. Circles between single files are
 * found by Biome.
 */

interface Floor {
  /** The folders and files that belong to it. */
  readonly holds: RegExp;
  /** What its files may import from us. */
  readonly imports: readonly RegExp[];
  /** What it may import from us as types alone. */
  readonly types?: readonly RegExp[];
  /** Words that must not stand in it, each with the reason. */
  readonly never?: readonly (readonly [RegExp, string])[];
}

const CLOCK = [/\bDate\.now\b|\bnew Date\(\)|\bTemporal\.Now\b/, "the time comes from a Clock (kit/clock.ts)"] as const;
/** What the web app may load of the contract: without its schemas, whose builder would travel to every browser. */
const CONTRACT_IN_BROWSER = /^@keywright\/contract\/(codes|license-key|scopes)$/;
const CONTRACT = /^@keywright\/contract\//;
/** The words that all floors above the domain speak: refusals, actors, expected revisions, events. */
const VOCABULARY = /^#domain\/(refusal|forbidden|actor|revision|events)\.ts$/;

/** Within actions, one noun's verbs build on another's in this direction only. */
const NOUNS = [
  "secret",
  "limits",
  "mails",
  "overview",
  "record",
  "events",
  "users",
  "sales",
  "orders",
  "customers",
  "portal",
  "activations",
  "licenses",
  "tokens",
  "plans",
  "products",
  "installation",
];

const FLOORS: Readonly<Record<string, Floor>> = {
  contract: {
    holds: /^packages\/contract\/src\//,
    imports: [/^\.\.?\//],
    never: [CLOCK, [/\bfrom "node:/, "the contract runs anywhere, also in a browser"]],
  },
  kit: { holds: /^packages\/server\/src\/kit\/(?!clock\.ts)/, imports: [/^#kit\//], never: [CLOCK] },
  domain: {
    holds: /^packages\/server\/src\/domain\//,
    imports: [CONTRACT, /^#domain\//],
    never: [CLOCK, [/\bawait\b|\basync\b/, "the domain is pure: it computes from what it is given"]],
  },
  store: {
    holds: /^packages\/server\/src\/store\//,
    imports: [CONTRACT, /^#kit\//, /^#store\//, /^#domain\//],
    never: [CLOCK],
  },
  accounts: {
    holds: /^packages\/server\/src\/accounts\//,
    imports: [CONTRACT, /^#kit\//, /^#domain\//, /^#store\//, /^#accounts\//],
    never: [CLOCK],
  },
  actions: {
    holds: /^packages\/server\/src\/actions\//,
    imports: [CONTRACT, /^#kit\//, /^#domain\//, /^#store\//, /^#actions\//],
    never: [CLOCK],
  },
  http: {
    holds: /^packages\/server\/src\/http\//,
    imports: [CONTRACT, /^#kit\//, /^#actions\//, /^#http\//, VOCABULARY],
    types: [/^#domain\//, /^#accounts\//],
    never: [CLOCK],
  },
  jobs: {
    holds: /^packages\/server\/src\/jobs\//,
    imports: [CONTRACT, /^#kit\//, /^#actions\//],
    never: [CLOCK],
  },
  wiring: {
    holds:
      /^packages\/server\/src\/(app|settings|secret)\.ts$|^packages\/server\/src\/main\.ts$|^packages\/server\/src\/cli\//,
    imports: [CONTRACT, /^#/],
    never: [CLOCK],
  },
  "web data": {
    holds: /^packages\/web\/src\/data\//,
    imports: [CONTRACT_IN_BROWSER, /^#data\//],
    types: [CONTRACT],
  },
  "web theme": { holds: /^packages\/web\/src\/theme\//, imports: [] },
  "web parts": {
    holds: /^packages\/web\/src\/parts\//,
    imports: [CONTRACT_IN_BROWSER, /^#data\//, /^#parts\//],
    types: [CONTRACT],
  },
  "web pages": {
    holds: /^packages\/web\/src\/pages\//,
    imports: [CONTRACT_IN_BROWSER, /^#data\//, /^#parts\//, /^#pages\//],
    types: [CONTRACT],
  },
  "web portal": {
    holds: /^packages\/web\/src\/portal\//,
    imports: [CONTRACT_IN_BROWSER, /^#(data|parts|portal|theme)\//],
    types: [CONTRACT],
  },
  "web frame": {
    holds: /^packages\/web\/src\/(shell\/|(main|router|routes)\.tsx?$)/,
    imports: [CONTRACT_IN_BROWSER, /^#(data|parts|pages|shell|theme)\//, /^\.\/(router|routes)\.tsx?$/],
    types: [CONTRACT],
  },
};

/** The places of the server that connect to elsewhere: to what the settings name, and to nothing that a request names. */
const CONNECTS = /^packages\/server\/src\/(kit\/post|http\/hooks\/stripe|store\/postgres\/\w+)\.ts$/;
const LEADS_OUT =
  "it connects to elsewhere; whatever does so to an address that somebody names must refuse private ones (docs/security.md)";
const CONNECTING = [
  /\bfetch\(|from "(?:nodemailer|stripe|pg|undici|node:(?:https|http2|tls|dns|dns\/promises|dgram))"/,
  /^import \{[^}]*\b(?:connect|createConnection|Socket|request|get)\b[^}]*\} from "node:(?:net|http)"/m,
];

const IMPORT = /^(?:import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;

/** Everything that breaks the floors, a line each. */
export function brokenFloors(root: string): string[] {
  return sourceFiles(root).flatMap((file) => faultsOf(file, readFileSync(join(root, file), "utf8")));
}

/** What is wrong with one file. @param file its path from the root, with slashes */
export function faultsOf(file: string, text: string): string[] {
  const [name, floor] = Object.entries(FLOORS).find(([, { holds }]) => holds.test(file)) ?? [];
  if (floor === undefined) {
    return file.endsWith("/kit/clock.ts") ? [] : [`${file}: belongs to no floor (scripts/floors.ts lists them)`];
  }
  const faults: string[] = [];
  for (const [, typeOnly, from, bare] of text.matchAll(IMPORT)) {
    const source = from ?? bare ?? "";
    const isOurs = source.startsWith("#") || source.startsWith(".") || source.startsWith("@keywright/");
    const allowed = [...floor.imports, ...(typeOnly ? (floor.types ?? []) : [])];
    if (isOurs && !allowed.some((pattern) => pattern.test(source)))
      faults.push(`${file}: ${name} must not import ${source}`);
    if (isOurs && name === "actions" && !pointsDown(file, source))
      faults.push(`${file}: must not import ${source}, which builds on it`);
  }
  const isServer = file.startsWith("packages/server/");
  const connecting = isServer && !CONNECTS.test(file) ? CONNECTING.map((pattern) => [pattern, LEADS_OUT] as const) : [];
  for (const [pattern, reason] of [...(floor.never ?? []), ...connecting]) {
    const found = pattern.exec(withoutComments(text));
    if (found !== null) faults.push(`${file}: "${found[0].trim()}" must not stand here: ${reason}`);
  }
  return faults;
}

function pointsDown(file: string, source: string): boolean {
  const from = NOUNS.indexOf(/\/actions\/([^/]+)\//.exec(file)?.[1] ?? "");
  const to = NOUNS.indexOf(/^#actions\/([^/]+)\//.exec(source)?.[1] ?? "");
  return from === -1 || to === -1 || from <= to;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

function sourceFiles(root: string): string[] {
  return ["packages/contract/src", "packages/server/src", "packages/web/src"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|suite)\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
