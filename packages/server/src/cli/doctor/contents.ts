import type { Finding } from "#cli/doctor/finding.ts";
import { createVault } from "#kit/vault.ts";
import { knownSecrets } from "#secret.ts";
import type { Settings } from "#settings.ts";
import type { Contents } from "#store/contents.ts";
import { pendingMigrations, schemaFault } from "#store/migrate.ts";

/** What can be said of the installation in a database, whichever engine keeps it. */
export function examineContents(settings: Settings, contents: Contents): Finding[] {
  return [examineSchema(contents), examineMatch(settings, contents)];
}

function examineSchema({ appliedMigrations }: Contents): Finding {
  const what = "tables";
  const fault = schemaFault(appliedMigrations);
  if (fault !== null) return { what, state: "wrong", text: fault };
  const pending = pendingMigrations(appliedMigrations).length;
  return pending === 0
    ? { what, state: "ok", text: "They are those of this version." }
    : { what, state: "note", text: `The next start brings them up to date (${pending} to go).` };
}

function examineMatch(settings: Settings, { secretCheck }: Contents): Finding {
  const what = "secret and database";
  if (secretCheck === null)
    return { what, state: "note", text: "The database has not met its secret yet. The first start introduces them." };
  const secrets = knownSecrets(settings);
  if (secrets === null) return { what, state: "wrong", text: "The secret is missing; see above." };
  if (createVault(secrets.current, secrets.previous).writeWith(secretCheck))
    return { what, state: "ok", text: "They belong together." };
  return {
    what,
    state: "wrong",
    text: "The database was made with another secret. Set KEYWRIGHT_SECRET to that one, or put its file back.",
  };
}
