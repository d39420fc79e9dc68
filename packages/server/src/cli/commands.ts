import { auditExport, auditVerify } from "#cli/audit.ts";
import { backup } from "#cli/backup.ts";
import type { Command } from "#cli/command.ts";
import { copy } from "#cli/copy.ts";
import { customersErase, customersExport } from "#cli/customers.ts";
import { demo } from "#cli/demo.ts";
import { doctor } from "#cli/doctor.ts";
import { explain } from "#cli/explain.ts";
import { restore } from "#cli/restore.ts";
import { secretRotate } from "#cli/secret.ts";
import { serve } from "#cli/serve.ts";
import { tokenCreate, tokenList, tokenRevoke } from "#cli/token.ts";
import {
  userInvite,
  userList,
  userRemove,
  userRequireTwoStep,
  userResetPassword,
  userSetRole,
  userSwitchOffTwoStep,
} from "#cli/user.ts";

/** Every command, by the words that call it. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  serve,
  "token create": tokenCreate,
  "token list": tokenList,
  "token revoke": tokenRevoke,
  "user list": userList,
  "user invite": userInvite,
  "user set-role": userSetRole,
  "user remove": userRemove,
  "user reset-password": userResetPassword,
  "user switch-off-two-step": userSwitchOffTwoStep,
  "user require-two-step": userRequireTwoStep,
  "secret rotate": secretRotate,
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
