import type { Kysely } from "kysely";
import { foundation } from "#store/migrations/0001-foundation.ts";
import { accounts } from "#store/migrations/0002-accounts.ts";
import { records } from "#store/migrations/0003-records.ts";
import { outbox } from "#store/migrations/0004-outbox.ts";
import { fewerIndexes } from "#store/migrations/0005-fewer-indexes.ts";
import { sales } from "#store/migrations/0006-sales.ts";
import { customerMails } from "#store/migrations/0007-customer-mails.ts";
import { portal } from "#store/migrations/0008-portal.ts";
import { roles } from "#store/migrations/0009-roles.ts";
import { record } from "#store/migrations/0010-record.ts";
import { secretAndSignIn } from "#store/migrations/0011-secret-and-sign-in.ts";
import { keyPrefix } from "#store/migrations/0012-key-prefix.ts";
import { twoStep } from "#store/migrations/0013-two-step.ts";
import { passkeys } from "#store/migrations/0014-passkeys.ts";
import { useReadings } from "#store/migrations/0016-use-readings.ts";
import { fewerEventIndexes } from "#store/migrations/0017-fewer-event-indexes.ts";

/** One step forward. Its name is recorded once it is applied, and is never changed or used again. */
export interface Migration {
  readonly name: string;
  /**
   * Whether the release before can go on working with the database afterwards: "expand" only adds to it what that release
   * need not know. "contract" takes away what no supported release uses any more, so it comes a release later.
   */
  readonly kind: "expand" | "contract";
  up(db: Kysely<unknown>): Promise<void>;
}

/** Every migration, oldest first. New ones go to the end; a released one is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-foundation", kind: "expand", up: foundation },
  { name: "0002-accounts", kind: "expand", up: accounts },
  { name: "0003-records", kind: "expand", up: records },
  { name: "0004-outbox", kind: "expand", up: outbox },
  { name: "0005-fewer-indexes", kind: "expand", up: fewerIndexes },
  { name: "0006-sales", kind: "expand", up: sales },
  { name: "0007-customer-mails", kind: "expand", up: customerMails },
  { name: "0008-portal", kind: "expand", up: portal },
  { name: "0009-roles", kind: "expand", up: roles },
  { name: "0010-record", kind: "expand", up: record },
  { name: "0011-secret-and-sign-in", kind: "expand", up: secretAndSignIn },
  { name: "0012-key-prefix", kind: "expand", up: keyPrefix },
  { name: "0013-two-step", kind: "expand", up: twoStep },
  { name: "0014-passkeys", kind: "expand", up: passkeys },
  { name: "0016-use-readings", kind: "expand", up: useReadings },
  { name: "0017-fewer-event-indexes", kind: "expand", up: fewerEventIndexes },
];
