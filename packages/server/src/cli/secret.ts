import { existsSync } from "node:fs";
import { rotateSecret } from "#actions/secret/rotate.ts";
import { openInstallation } from "#app.ts";
import type { Command } from "#cli/command.ts";
import { Progress } from "#cli/progress.ts";
import { isRefusal } from "#domain/refusal.ts";
import { say } from "#kit/say.ts";
import { knownSecrets, replaceSecret, retirePreviousSecret } from "#secret.ts";
import { previousSecretPath, type Settings, secretPath } from "#settings.ts";
import { isInUse } from "#store/sqlite/files.ts";
import { StoreUnusable } from "#store/store.ts";

export const secretRotate: Command = {
  usage: "secret rotate",
  summary: "Seal everything with a new secret, while the servers serve. Goes on where it was when it broke off.",
  async run({ settings }) {
    if (!hasNewSecret(settings) && !(await makeNewSecret(settings))) return 1;
    const { services, close } = await openInstallation(settings);
    const progress = new Progress();
    try {
      const refused = await rotateSecret({ ...services, actor: { kind: "operator" } }, ({ name, done, of }) =>
        progress.show(
          of === 0 ? 1 : done / of,
          `Sealing ${name}`,
          `${done.toLocaleString("en")} of ${of.toLocaleString("en")}`,
        ),
      );
      progress.end();
      if (isRefusal(refused)) {
        say(`${refused.detail} Run the same command again: it goes on where it was.`);
        return 1;
      }
      say("Everything is sealed with the new secret.");
      sayWhatToDo(retirePreviousSecret(settings, services.clock.now()));
      return 0;
    } finally {
      progress.end();
      await close();
    }
  },
};

function hasNewSecret(settings: Settings): boolean {
  const secrets = knownSecrets(settings);
  return secrets !== null && secrets.previous !== null && secrets.previous !== secrets.current;
}

/** Makes the new secret, if it lies in the data folder. Answers whether all can go on at once, and says how otherwise. */
async function makeNewSecret(settings: Settings): Promise<boolean> {
  if (settings.secret !== null) {
    say(
      [
        "This takes three steps. None of them needs a pause.",
        "  1. Make a new secret, with `openssl rand -base64 32` for instance, and start the servers anew, one after the other, with",
        "       KEYWRIGHT_SECRET           the new one",
        "       KEYWRIGHT_SECRET_PREVIOUS  the one of now",
        "  2. Run `keywright secret rotate` with the same two.",
        "  3. Take KEYWRIGHT_SECRET_PREVIOUS away, and start the servers anew, one after the other.",
      ].join("\n"),
    );
    return false;
  }
  const { database } = settings;
  if (database.engine !== "sqlite" || !existsSync(database.path))
    throw new StoreUnusable(`There is no secret to change: ${settings.dataDir} holds no database.`);
  // A secret that does not fit is told here, before anything is changed.
  await (await openInstallation(settings)).close();
  const isServed = isInUse(database.path);
  replaceSecret(settings);
  say(`${secretPath(settings)} is a new secret, and ${previousSecretPath(settings)} the one of before.`);
  if (isServed) say("Start the server anew, so that it knows both, and run `keywright secret rotate` again.");
  return !isServed;
}

function sayWhatToDo(retired: string | null): void {
  if (retired === null)
    say("Now take KEYWRIGHT_SECRET_PREVIOUS away, and start the servers anew, one after the other.");
  else say(`The one of before is now ${retired}.`);
  say("Keep the secret of before, apart, as long as there are backups from its time: they can't be read without it.");
}
