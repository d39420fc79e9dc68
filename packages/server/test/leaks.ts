import type { Services } from "#actions/context.ts";
import { SAMPLE_KEY } from "#domain/mails/samples.ts";
import { createLogger, type Logger } from "#kit/logger.ts";

/* Secrets that occurred in a test, and where none of them may stand. */

const KEY = /\b[0-9A-Z]{2,8}(?:-[0-9A-HJKMNP-TV-Z]{5}){5}\b/g;
const TOKEN = /\bkwt_[0-9A-Za-z]{38}\b/g;

/** The secrets that occurred, as they were told to whoever may know them. */
export class Secrets {
  readonly #known = new Set<string>();

  get all(): ReadonlySet<string> {
    return this.#known;
  }

  add(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#known.add(secret);
  }

  /** Remembers the keys and tokens that an answer tells, and the cookies that it sets. */
  hear({ status, headers }: Response, text: string): void {
    if (status < 400)
      for (const [secret] of [...text.matchAll(KEY), ...text.matchAll(TOKEN)])
        if (secret !== SAMPLE_KEY) this.add(secret);
    if (status < 400) this.#hearTwoStep(text);
    for (const cookie of headers.getSetCookie()) {
      const value = /^[^=]*=([^;]+)/.exec(cookie)?.[1];
      if (value !== undefined) this.add(value);
    }
  }

  /** Remembers the secret of a user's app, and the recovery codes. */
  #hearTwoStep(text: string): void {
    const [, secret] = /"secret":"([A-Z2-7]{32})"/.exec(text) ?? [];
    if (secret !== undefined) this.add(secret);
    const [, codes = ""] = /"recoveryCodes":\[([^\]]*)\]/.exec(text) ?? [];
    this.add(...[...codes.matchAll(/"([^"]+)"/g)].map(([, code = ""]) => code));
  }

  /** Remembers the keys of all licenses that there are. */
  async learnKeys({ store, vault }: Services): Promise<void> {
    const licenses = await store.read.selectFrom("licenses").select(["id", "key_sealed"]).execute();
    this.add(...licenses.map(({ id, key_sealed }) => vault.open("license-key", key_sealed, id)));
  }

  /** Those that stand in a text, in small or capital letters, with dashes or without. */
  in(text: string): string[] {
    const plain = plainly(text);
    return [...this.#known].filter((secret) => plain.includes(plainly(secret)));
  }

  /** Those that stand in bytes in whatever spelling a program might give them. Takes long. */
  anyhowIn(bytes: string): string[] {
    const plain = plainly(bytes);
    return [...this.#known].filter((secret) =>
      [secret, secret.replaceAll("-", ""), secret.toLowerCase()].some((written) =>
        spellingsOf(written).some((spelling) => plain.includes(plainly(spelling))),
      ),
    );
  }
}

function plainly(text: string): string {
  return text.replaceAll("-", "").toLowerCase();
}

/** A text as it is, in an address, as hexadecimal digits, backwards, and in base 64, wherever in a longer text it begins. */
function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const inBase64 = (["base64", "base64url"] as const).flatMap((encoding) =>
    [0, 1, 2].map((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), bytes])
        .toString(encoding)
        .replace(/=+$/, "");
      // What shares its symbols with what stands before or behind.
      return whole.slice(Math.ceil((before * 8) / 6), -1);
    }),
  );
  return [text, encodeURIComponent(text), bytes.toString("hex"), [...text].reverse().join(""), ...inBase64];
}

/** A log at its most talkative, kept to be searched. What a test wants to see besides is shown, too. */
export function listeningLogger(level: string): { readonly logger: Logger; readonly written: () => string } {
  const lines: string[] = [];
  const isShown = level !== "silent";
  const write = (line: string) => {
    lines.push(line);
    if (isShown && ["warn", "error", "fatal"].includes(JSON.parse(line).level)) process.stderr.write(line);
  };
  return { logger: createLogger("debug", { write, pass: () => undefined }), written: () => lines.join("") };
}
