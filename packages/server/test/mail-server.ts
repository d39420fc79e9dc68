import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/* A real SMTP server that does as it is told, and mails as a mail program reads them. */

/** What the server does with the next caller, who has one mail. */
export type Behaviour =
  | "take"
  /** Does not even greet. */
  | "hang"
  /** Cuts the connection when it has the mail, before it says so. */
  | "hang up"
  | { readonly at: "MAIL FROM" | "RCPT TO" | "DATA"; readonly code: number; readonly words: string };

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  /** What the HTML shows by its `cid:`. */
  readonly pictures: readonly { readonly cid: string; readonly bytes: Buffer }[];
}

export interface MailServer {
  /** For `SMTP_URL`. */
  readonly url: string;
  /** What the server does with the callers to come, one after the other; it takes the mails of all others. */
  readonly plan: Behaviour[];
  /** Every mail that it has taken. */
  readonly mails: readonly ReceivedMail[];
  /** The next mail that nobody has waited for yet. */
  nextMail(): Promise<ReceivedMail>;
  /** Waits for the next caller. Answers how they are treated. */
  nextCaller(): Promise<Behaviour>;
  /** Cuts every connection. */
  hangUp(): void;
  stop(): Promise<void>;
  /** Comes back where it was. */
  start(): Promise<void>;
}

/** The settings that make an installation send its mail to this server. */
export function mailSettings({ url }: Pick<MailServer, "url">): Record<string, string> {
  return { SMTP_URL: url, KEYWRIGHT_MAIL_FROM: "Halcyon Audio <keys@halcyon.example>" };
}

/** @param options what differs from a server that wants neither encryption nor a password */
export async function givenMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const plan: Behaviour[] = [];
  const mails: ReceivedMail[] = [];
  const [arrived, called] = [new Queue<ReceivedMail>(), new Queue<Behaviour>()];
  const treatment = new Map<string, Behaviour>();
  let server = listener();
  let port = 0;

  function listener(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      closeTimeout: 1,
      logger: false,
      onConnect(session, greet) {
        const behaviour = plan.shift() ?? "take";
        treatment.set(session.id, behaviour);
        if (behaviour !== "hang") greet();
        called.put(behaviour);
      },
      onMailFrom: (_address, session, answer) => answer(refusal(session.id, "MAIL FROM")),
      onRcptTo: (_address, session, answer) => answer(refusal(session.id, "RCPT TO")),
      async onData(stream, session, answer) {
        const bytes = Buffer.concat(await stream.toArray());
        if (treatment.get(session.id) === "hang up") return hangUp();
        const refused = refusal(session.id, "DATA");
        if (refused !== null) return answer(refused);
        const { mailFrom, rcptTo } = session.envelope;
        const mail = readMail(bytes.toString("latin1"), mailFrom ? mailFrom.address : "", rcptTo);
        mails.push(mail);
        arrived.put(mail);
        answer();
      },
      ...options,
    }).on("error", () => undefined);
  }

  function refusal(session: string, at: string): Error | null {
    const behaviour = treatment.get(session);
    if (typeof behaviour !== "object" || behaviour.at !== at) return null;
    return Object.assign(new Error(behaviour.words), { responseCode: behaviour.code });
  }

  function hangUp(): void {
    for (const { _socket } of server.connections as unknown as Set<{ _socket: { destroy(): void } }>) _socket.destroy();
  }

  async function start(): Promise<void> {
    const { server: socket } = server;
    server.listen(port, "127.0.0.1");
    await once(socket, "listening");
    port = (socket.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    hangUp();
    await new Promise<void>((resolve) => server.close(resolve));
    server = listener();
  }

  await start();
  onTestFinished(stop);
  return {
    url: `smtp://127.0.0.1:${port}`,
    plan,
    mails,
    nextMail: () => arrived.take(),
    nextCaller: () => called.take(),
    hangUp,
    stop,
    start,
  };
}

/** What came and was not taken yet; whoever takes waits for it. */
class Queue<T> {
  readonly #waiting: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];

  put(item: T): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#waiting.push(item);
    else taker(item);
  }

  take(): Promise<T> {
    const item = this.#waiting.shift();
    return item === undefined ? new Promise((resolve) => this.#takers.push(resolve)) : Promise.resolve(item);
  }
}

function readMail(source: string, from: string, to: readonly { address: string }[]): ReceivedMail {
  const whole = readPart(source);
  const parts = leavesOf(whole);
  const partOf = (type: string): Part => {
    const part = parts.find(({ headers }) => headers.get("content-type")?.startsWith(type));
    if (part === undefined) throw new Error(`the mail has no part of the type ${type}`);
    return part;
  };
  const contentOf = (type: string): string => decoded(partOf(type)).toString("utf8").replaceAll("\r\n", "\n");
  const { headers } = whole;
  return {
    from,
    to: to.map(({ address }) => address),
    subject: headers.get("subject") ?? "",
    messageId: headers.get("message-id") ?? "",
    headers,
    text: contentOf("text/plain"),
    html: contentOf("text/html"),
    pictures: parts
      .filter(({ headers }) => headers.get("content-type")?.startsWith("image/"))
      .map((part) => ({ cid: part.headers.get("content-id") ?? "", bytes: decoded(part) })),
  };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The parts of a part that hold something themselves. */
function leavesOf(part: Part): Part[] {
  const boundary = /boundary="([^"]+)"/.exec(part.headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return [part];
  return `\r\n${part.body}`.split(`\r\n--${boundary}`).slice(1, -1).map(readPart).flatMap(leavesOf);
}

function readPart(source: string): Part {
  const [head = "", ...rest] = source.replace(/^\r\n/, "").split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = lines.map(
    (line) => [line.split(":", 1)[0]?.toLowerCase() ?? "", line.replace(/^[^:]*: ?/, "")] as const,
  );
  return { headers: new Map(headers), body: rest.join("\r\n\r\n") };
}

function decoded({ headers, body }: Part): Buffer {
  const encoding = headers.get("content-transfer-encoding") ?? "7bit";
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const bytes = body
    .replaceAll("=\r\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}
