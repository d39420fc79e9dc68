import { join, resolve } from "node:path";
import { credentialFault } from "#domain/users/user.ts";
import type { StripeSettings } from "#http/hooks/stripe.ts";
import type { Allowances } from "#http/limits.ts";
import { type Mailbox, readMailbox } from "#kit/mailbox.ts";
import { type Proxies, readProxies } from "#kit/proxies.ts";
import { readSmtpUrl, type SmtpServer } from "#kit/smtp-server.ts";
import type { Database } from "#store/open.ts";
import { parsePostgresUrl } from "#store/postgres/address.ts";

/** What the installation is told from outside, parsed once. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Where the embedded database and the generated secret lie; an absolute path. */
  readonly dataDir: string;
  readonly database: Database;
  /** Any text of 32 characters or more; null = generated into the data folder. */
  readonly secret: string | null;
  /** The one of before, while the secret is changed; null = none, or it lies in the data folder. */
  readonly previousSecret: string | null;
  /** Where browsers reach the web app, without a slash at the end; null = wherever they say that they do. */
  readonly publicUrl: string | null;
  /** The reverse proxies before the server; null = there is none. */
  readonly proxies: Proxies | null;
  /** Who gets the first account when there is none; null = whoever has the setup link. */
  readonly owner: { readonly email: string; readonly password: string } | null;
  /** The server that takes our mail, and whom it comes from; null = no mail is sent. */
  readonly mail: { readonly server: SmtpServer; readonly from: Mailbox } | null;
  /** How each payment provider is connected; null = it is not. */
  readonly sales: {
    readonly stripe: StripeSettings | null;
    /** The secrets that sign what Paddle and Lemon Squeezy send. */
    readonly paddle: string | null;
    readonly lemonSqueezy: string | null;
  };
  /** How many points each has a minute; null = as many as anybody likes. */
  readonly allowances: Allowances | null;
  /** The highest activation limit that may be set. */
  readonly limitCeiling: number;
  /** How many days is kept what devices that are not used any more were called, and from where users signed in. */
  readonly keptDays: number;
  readonly logLevel: string;
}

/** A setting that can't be used: which, and what is wrong with it, so that it can be mended. */
export interface SettingFault {
  readonly variable: string;
  readonly fault: string;
}

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"];

/** The only reader of the environment. Answers the settings, or everything that is wrong with them at once. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Settings | readonly SettingFault[] {
  const faults: SettingFault[] = [];
  const text = (variable: string): string | null => environment[variable]?.trim() || null;
  const whole = (variable: string, fallback: number, least: number, most: number): number => {
    const given = text(variable);
    if (given === null) return fallback;
    const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
    if (number >= least && number <= most) return number;
    faults.push({ variable, fault: `must be a whole number from ${least} to ${most}, and is "${given}"` });
    return fallback;
  };
  const oneOf = (variable: string, fallback: string, words: readonly string[]): string => {
    const given = text(variable) ?? fallback;
    if (words.includes(given)) return given;
    faults.push({ variable, fault: `must be one of ${words.join(", ")}, and is "${given}"` });
    return fallback;
  };

  const dataDir = text("KEYWRIGHT_DATA_DIR") ?? "data";
  const secret = environment.KEYWRIGHT_SECRET || null;
  const previousSecret = environment.KEYWRIGHT_SECRET_PREVIOUS || null;
  for (const [variable, given] of Object.entries({
    KEYWRIGHT_SECRET: secret,
    KEYWRIGHT_SECRET_PREVIOUS: previousSecret,
  }))
    if (given !== null && given.length < 32)
      faults.push({ variable, fault: `must have 32 characters or more, and has ${given.length}` });
  if (previousSecret !== null && secret === null)
    faults.push({
      variable: "KEYWRIGHT_SECRET",
      fault: "must be set when KEYWRIGHT_SECRET_PREVIOUS is: to the new secret, which takes its place",
    });
  const database = readDatabase(text("KEYWRIGHT_DATABASE_URL"), dataDir, secret, faults);
  // Read also where they are not used, so that a fault in them is told in any case.
  const allowances: Allowances = {
    address: whole("KEYWRIGHT_LIMIT_PER_ADDRESS", 3_000, 100, 999_999_999),
    key: whole("KEYWRIGHT_LIMIT_PER_KEY", 6_000, 100, 999_999_999),
    token: whole("KEYWRIGHT_LIMIT_PER_TOKEN", 60_000, 100, 999_999_999),
  };
  const settings: Settings = {
    host: text("HOST") ?? "127.0.0.1",
    port: whole("PORT", 4000, 0, 65_535),
    dataDir: resolve(dataDir),
    database,
    secret,
    previousSecret,
    publicUrl: readPublicUrl(text("KEYWRIGHT_PUBLIC_URL"), faults),
    proxies: readTrustedProxies(text("KEYWRIGHT_TRUST_PROXY"), faults),
    owner: readOwner(text("KEYWRIGHT_OWNER_EMAIL"), environment.KEYWRIGHT_OWNER_PASSWORD || null, faults),
    mail: readMail(text("SMTP_URL"), text("KEYWRIGHT_MAIL_FROM"), faults),
    sales: {
      stripe: readStripe(text("STRIPE_WEBHOOK_SECRET"), text("STRIPE_SECRET_KEY"), text("STRIPE_API_BASE"), faults),
      paddle: text("PADDLE_WEBHOOK_SECRET"),
      lemonSqueezy: text("LEMON_SQUEEZY_WEBHOOK_SECRET"),
    },
    allowances: oneOf("KEYWRIGHT_RATE_LIMIT", "on", ["on", "off"]) === "on" ? allowances : null,
    limitCeiling: whole("KEYWRIGHT_ACTIVATION_LIMIT_CEILING", 100, 1, 1_000_000),
    keptDays: whole("KEYWRIGHT_DEVICE_DATA_DAYS", 365, 1, 36_500),
    logLevel: oneOf("KEYWRIGHT_LOG_LEVEL", "info", LOG_LEVELS),
  };
  return faults.length > 0 ? faults : settings;
}

function readDatabase(url: string | null, dataDir: string, secret: string | null, faults: SettingFault[]): Database {
  const embedded: Database = { engine: "sqlite", path: join(resolve(dataDir), "keywright.db") };
  if (url === null) return embedded;
  const address = parsePostgresUrl(url);
  if (typeof address === "string") {
    faults.push({ variable: "KEYWRIGHT_DATABASE_URL", fault: address });
    return embedded;
  }
  // A secret that one process made for itself would be unknown to the others.
  if (secret === null)
    faults.push({
      variable: "KEYWRIGHT_SECRET",
      fault: "must be set when KEYWRIGHT_DATABASE_URL is: every process needs the same",
    });
  return { engine: "postgres", address };
}

function readPublicUrl(given: string | null, faults: SettingFault[]): string | null {
  if (given === null) return null;
  const url = URL.parse(given);
  // The web app and the API stand at the root, so there is nothing to say but the origin.
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  faults.push({
    variable: "KEYWRIGHT_PUBLIC_URL",
    fault: `must be an address such as https://licenses.example.com, without a path, and is "${given}"`,
  });
  return null;
}

function readTrustedProxies(given: string | null, faults: SettingFault[]): Proxies | null {
  const proxies = given === null ? null : readProxies(given);
  if (given !== null && proxies === null)
    faults.push({
      variable: "KEYWRIGHT_TRUST_PROXY",
      fault: `must be the addresses or networks of your proxies, such as 10.0.0.7 or 10.0.0.0/8, fd00::/8, or loopback for one on this machine, and is "${given}"`,
    });
  return proxies;
}

function readOwner(email: string | null, password: string | null, faults: SettingFault[]): Settings["owner"] {
  if (email === null && password === null) return null;
  if (email === null || password === null) {
    const [missing, other] = email === null ? ["EMAIL", "PASSWORD"] : ["PASSWORD", "EMAIL"];
    faults.push({ variable: `KEYWRIGHT_OWNER_${missing}`, fault: `must be set when KEYWRIGHT_OWNER_${other} is` });
    return null;
  }
  const wrong = credentialFault(email, password);
  if (wrong === null) return { email, password };
  faults.push({ variable: `KEYWRIGHT_OWNER_${wrong.of.toUpperCase()}`, fault: wrong.fault });
  return null;
}

function readMail(url: string | null, from: string | null, faults: SettingFault[]): Settings["mail"] {
  const server = url === null ? null : readSmtpUrl(url);
  const mailbox = from === null ? null : readMailbox(from);
  // Not repeated: it may hold a password.
  if (url !== null && server === null)
    faults.push({
      variable: "SMTP_URL",
      fault:
        "must be an address such as smtp://user:password@smtp.example.com:587 or smtps://…, without a path; what is special in a user name or password is written as in a URL (@ is %40)",
    });
  if (from !== null && mailbox === null)
    faults.push({
      variable: "KEYWRIGHT_MAIL_FROM",
      fault: `must be an address such as keys@example.com or Example Shop <keys@example.com>, and is "${from}"`,
    });
  if (url !== null && from === null)
    faults.push({
      variable: "KEYWRIGHT_MAIL_FROM",
      fault: "must be set when SMTP_URL is: mails come from this address",
    });
  return server && mailbox && { server, from: mailbox };
}

function readStripe(
  webhookSecret: string | null,
  secretKey: string | null,
  apiBase: string | null,
  faults: SettingFault[],
): StripeSettings | null {
  if (apiBase !== null && !/^https?:$/.test(URL.parse(apiBase)?.protocol ?? ""))
    faults.push({
      variable: "STRIPE_API_BASE",
      fault: `must be an address such as https://api.stripe.com, and is "${apiBase}"`,
    });
  if (webhookSecret !== null) return { webhookSecret, secretKey, apiBase };
  if (secretKey !== null)
    faults.push({
      variable: "STRIPE_WEBHOOK_SECRET",
      fault: "must be set when STRIPE_SECRET_KEY is: without it nothing comes from Stripe",
    });
  return null;
}

/** Where the one before a generated secret lies, while it is changed. */
export function previousSecretPath(settings: Settings): string {
  return `${secretPath(settings)}.previous`;
}

/** Where a generated secret lies. */
export function secretPath({ dataDir }: Settings): string {
  return join(dataDir, "secret");
}
