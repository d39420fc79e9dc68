import { isSetupNeeded, setupToken } from "#actions/users/set-up.ts";
import { createApp } from "#app.ts";
import type { Command } from "#cli/command.ts";
import { letYoungSpaceGrow } from "#kit/heap.ts";
import { say } from "#kit/say.ts";

/** How long a server that is told to stop takes at most, in milliseconds. */
const LEAVE_MS = 9_500;

export const serve: Command = {
  usage: "serve",
  summary: "Serve the APIs until it is told to stop (Ctrl-C or SIGTERM).",
  async run({ settings }) {
    const app = await createApp(settings);
    const stop = waitForSignal();
    try {
      const address = await app.http.listen({ host: settings.host, port: settings.port });
      letYoungSpaceGrow();
      say(`Keywright serves ${address}. The API is explained at ${address}/api/docs.`);
      if (await isSetupNeeded(app.services)) {
        // Behind the #, which browsers keep to themselves: the token reaches no log of any server.
        const page = `${settings.publicUrl ?? address}/setup`;
        say(`Set up the first account: ${page}#${await setupToken(app.services)}`);
      }
      const signal = await stop;
      say(`${signal}: finishing what runs.`);
      leaveInAnyCase();
      return 0;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
      say(`Port ${settings.port} on ${settings.host} is taken. Stop what listens there, or set PORT to another.`);
      return 1;
    } finally {
      await app.close();
    }
  },
};

/** Ends the process when the end does not come by itself, as while the database is silent: supervisors kill who lingers. */
function leaveInAnyCase(): void {
  setTimeout(() => {
    say("Something did not finish in time; leaving without it.");
    process.exit(1);
  }, LEAVE_MS).unref();
}

/**
 * Waits until somebody asks the process to stop. Asking again does no harm, since a supervisor and npm may both pass one
 * signal on; but a second Ctrl-C is a person who does not want to wait.
 */
function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.on("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
}
