import { auditExport, auditVerify } from "#cli/audit.ts";
import { backup } from "#cli/backup.ts";
import type { Command } from "#cli/command.ts";
import { copy } from "#cli/copy.ts";
import { customersErase, customersExport } from "#cli/customers.ts";
import { demo } from "#cli/demo.ts";
import { doctor } from "#cli/doctor.ts";
import { explain } from "#cli/explain.ts";
import { restore } from "#cli/restore.ts";
import { serve } from "#cli/serve.ts";
import { tokenCreate, tokenList, tokenRevoke } from "#cli/token.ts";
import { userList, userResetPassword } from "#cli/user.ts";

/** Every command, by the words that call it. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  serve,
  "token create": tokenCreate,
  "token list": tokenList,
  "token revoke": tokenRevoke,
  "user list": userList,
  "user reset-password": userResetPassword,
  explain,
  "customers erase": customersErase,
  "customers export": customersExport,
  "audit verify": auditVerify,
  "audit export": auditExport,
  backup,
  restore,
  copy,
  doctor,
  demo,
};
