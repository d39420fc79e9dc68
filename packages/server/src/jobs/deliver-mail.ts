import type { Services } from "#actions/context.ts";
import { claimDueMails, deliver } from "#actions/mails/deliver.ts";
import type { Logger } from "#kit/logger.ts";
import type { Post } from "#kit/post.ts";

/** How often the outbox is looked into, in milliseconds: for what other processes wrote, and for what is tried again. */
const INTERVAL_MS = 1_000;
/** How many mails are sent at once, so that one which hangs does not hold up the others. */
const AT_ONCE = 4;
/** How long those under way may take once the process is told to stop, in milliseconds. */
const FINISH_MS = 5_000;

/**
 * Sends what is in the outbox as long as it runs: at once what this process writes, within a second whatever else is due.
 * `stop` lets what is under way finish for five seconds; what it breaks off then is tried again by whoever runs next.
 */
export function startDeliveringMail(services: Services, post: Post, logger: Logger): { stop(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let isCalledAgain = false;

  const send = async (mail: Awaited<ReturnType<typeof claimDueMails>>[number]): Promise<void> => {
    try {
      const failed = await deliver(services, post, mail);
      if (failed !== null) logger.warn({ mail: mail.id, kind: mail.kind, reason: failed.reason }, "mail.not-sent");
    } catch (error) {
      // What became of it could not be noted: it is due again when its lease has run out.
      logger.error({ err: error, mail: mail.id }, "mail.not-noted");
    }
  };
  const look = async (): Promise<void> => {
    try {
      while (!isStopped && underWay.size < AT_ONCE) {
        const mails = await claimDueMails(services, AT_ONCE - underWay.size);
        for (const mail of mails) {
          const sending: Promise<void> = send(mail).then(() => {
            underWay.delete(sending);
            lookNow();
          });
          underWay.add(sending);
        }
        if (mails.length === 0) return;
      }
    } catch (error) {
      // The next look tries again.
      logger.warn({ err: error }, "mail.not-looked");
    }
  };
  /** Looks now, or once more after the look that runs: it may have been too early for what is new. */
  const lookNow = (): void => {
    if (isStopped) return;
    if (looking !== null) {
      isCalledAgain = true;
      return;
    }
    clearTimeout(timer);
    isCalledAgain = false;
    looking = look().then(() => {
      looking = null;
      if (isCalledAgain) lookNow();
      else if (!isStopped) timer = setTimeout(lookNow, INTERVAL_MS);
    });
  };

  // Not within the change that rings: its caller gets an answer before any work on the mail begins.
  services.newMail.answeredBy(() => setImmediate(lookNow));
  lookNow();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      const breakOff = setTimeout(() => post.close(), FINISH_MS);
      await Promise.all(underWay);
      clearTimeout(breakOff);
    },
  };
}
