import { createTransport } from "nodemailer";
import { domainOf, type Mailbox } from "#kit/mailbox.ts";
import { isLocal, type SmtpServer } from "#kit/smtp-server.ts";

/** What is handed over to the mail server. */
export interface Message {
  /** The same each time that the message is sent, so that a mailbox which gets it twice can tell. */
  readonly id: string;
  readonly writtenAt: Temporal.Instant;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Under which name it comes from the address that all come from; that of the address when left out. */
  readonly fromName?: string;
  /** Where answers go, when not to the sender. */
  readonly replyTo?: string;
  /** A picture that the HTML shows, which names it by `cid:`: mail programs load none from elsewhere. */
  readonly picture?: { readonly cid: string; readonly type: string; readonly bytes: Uint8Array };
  /** Who ends it, when such mails come again and again (RFC 2369). */
  readonly unsubscribeAt?: string;
}

/** Why the mail server does not have the message, as far as we know. */
export interface SendingFailed {
  /** Whether the server refused this very message, so that it would refuse it again. */
  readonly isPermanent: boolean;
  /** A sentence for whoever runs the installation; the server's own words when it said any. */
  readonly reason: string;
}

/** The way out for mail. */
export interface Post {
  readonly from: Mailbox;
  /** Answers null when the server has taken the message. Never takes longer than a minute, and never throws. */
  send(message: Message): Promise<SendingFailed | null>;
  /** Breaks off whatever is being sent. */
  close(): void;
}

/** How long one message may take, from connecting to the server's word that it has it, in milliseconds. */
export const SENDING_MS = 60_000;
/** How long the server may be silent while it is waited for, in milliseconds. Some make strangers wait before they greet. */
const SILENCE_MS = 30_000;

/** @param sendingMs how long one message may take; a test need not wait for a minute */
export function createPost(server: SmtpServer, from: Mailbox, sendingMs = SENDING_MS): Post {
  const { host, port, isEncrypted, credentials } = server;
  const closing = new AbortController();
  const transport = createTransport({
    host,
    port,
    secure: isEncrypted,
    ...(credentials !== null && { auth: { user: credentials.user, pass: credentials.password } }),
    // Else whoever sits between us and the server could take the offer of encryption out, and read the password.
    requireTLS: credentials !== null && !isEncrypted && !isLocal(server),
    // Nobody sits in between on this machine, and a server here has no certificate for such a name.
    tls: { rejectUnauthorized: !isLocal(server) },
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    from,
    async send({ id, writtenAt, to, subject, html, text, fromName, replyTo, picture, unsubscribeAt }) {
      const timeout = AbortSignal.timeout(sendingMs);
      try {
        await transport.sendMail({
          from: { name: fromName ?? from.name ?? "", address: from.address },
          ...(replyTo !== undefined && { replyTo: { name: "", address: replyTo } }),
          to: { name: "", address: to },
          messageId: `<${id}@${domainOf(from)}>`,
          date: new Date(writtenAt.epochMilliseconds),
          subject,
          html,
          text,
          // Keeps absence notes from being sent back (RFC 3834).
          headers: {
            "auto-submitted": "auto-generated",
            ...(unsubscribeAt !== undefined && {
              "list-unsubscribe": `<mailto:${encodeURIComponent(unsubscribeAt)}?subject=${encodeURIComponent(`Stop: ${subject}`)}>`,
            }),
          },
          ...(picture !== undefined && {
            attachments: [
              {
                cid: picture.cid,
                content: Buffer.from(picture.bytes),
                contentType: picture.type,
                contentDisposition: "inline" as const,
                filename: `logo.${picture.type.split("/")[1]}`,
              },
            ],
          }),
          signal: AbortSignal.any([timeout, closing.signal]),
        });
        return null;
      } catch (error) {
        if (closing.signal.aborted)
          return { isPermanent: false, reason: "Keywright was stopped while it sent the mail." };
        const where = `The mail server ${host}:${port}`;
        if (timeout.aborted)
          return { isPermanent: false, reason: `${where} took more than ${sendingMs / 1000} seconds.` };
        return failureOf(where, error as SmtpError);
      }
    },
    close: () => closing.abort(),
  };
}

/** What an error of the transport's tells. */
interface SmtpError extends Error {
  readonly code?: string;
  /** The server's answer, and the number that it begins with. */
  readonly response?: string;
  readonly responseCode?: number;
  /** What the server was told when it gave that answer. */
  readonly command?: string;
}

function failureOf(where: string, error: SmtpError): SendingFailed {
  return { isPermanent: isAboutThisMessage(error), reason: reasonOf(where, error).slice(0, 500) };
}

/** Numbers that say something about the session and our credentials, not about the message (RFC 5321, RFC 4954). */
const ABOUT_THE_SESSION: ReadonlySet<number> = new Set([503, 530]);

function isAboutThisMessage({ code, responseCode, command }: SmtpError): boolean {
  // Refused by the library itself: no server could be told such an address, or takes a mail of that size.
  if (responseCode === undefined) return code === "EENVELOPE" || code === "EMESSAGE";
  const isAnswerToMail = command === "MAIL FROM" || command === "RCPT TO" || command === "DATA";
  return isAnswerToMail && responseCode >= 500 && !ABOUT_THE_SESSION.has(responseCode);
}

function reasonOf(where: string, { code, response, message, command }: SmtpError): string {
  if (response !== undefined) {
    const words = response.replace(/[\s\p{Cc}]+/gu, " ").trim();
    return code === "EAUTH"
      ? `${where} does not take the user name and password of SMTP_URL: ${words}`
      : `${where} answered: ${words}`;
  }
  switch (code) {
    case "EDNS":
      return `${where} is not known by this name.`;
    case "ETIMEDOUT":
      return `${where} did not answer in time.`;
    case "ECONNECTION":
      return `${where} hung up.`;
    case "ESOCKET":
      return `${where} can't be reached, or hung up (${message}).`;
    case "ETLS":
      return `${where} and Keywright found no way to encrypt (${message}).`;
    default:
      return `${where} was not given the mail${command ? ` at ${command}` : ""}: ${message}`;
  }
}
