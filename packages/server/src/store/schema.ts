import type {
  AccountTable,
  InvitationTable,
  PasskeyChallengeTable,
  PasskeyTable,
  RecoveryCodeTable,
  SessionTable,
  SignInTriesTable,
  TokenTable,
  TwoStepTable,
  UserTable,
  VerificationTable,
} from "#store/schema/accounts.ts";
import type { PlanPriceTable, PlanTable, ProductTable } from "#store/schema/catalogue.ts";
import type { InstallationTable, UsageDayTable, UseReadingTable } from "#store/schema/installation.ts";
import type {
  ActivationTable,
  CustomerTable,
  LicenseTable,
  OrderKeyTable,
  OrderTable,
} from "#store/schema/licensing.ts";
import type { MailSettingsTable, OutboxTable, ReminderTable } from "#store/schema/mail.ts";
import type { PortalSessionTable, PortalSignInTable } from "#store/schema/portal.ts";
import type { ChainTable, CheckpointTable, EventTable } from "#store/schema/record.ts";
import type { SaleEventTable, SaleKeyTable, SaleProviderTable, SaleTable } from "#store/schema/sales.ts";

/** Every table, as the queries see it. The migrations make them so. */
export interface Schema {
  installation: InstallationTable;
  products: ProductTable;
  plans: PlanTable;
  customers: CustomerTable;
  orders: OrderTable;
  licenses: LicenseTable;
  activations: ActivationTable;
  tokens: TokenTable;
  users: UserTable;
  accounts: AccountTable;
  sessions: SessionTable;
  verifications: VerificationTable;
  events: EventTable;
  chains: ChainTable;
  checkpoints: CheckpointTable;
  usage_days: UsageDayTable;
  outbox: OutboxTable;
  plan_prices: PlanPriceTable;
  order_keys: OrderKeyTable;
  sale_providers: SaleProviderTable;
  sales: SaleTable;
  sale_keys: SaleKeyTable;
  sale_events: SaleEventTable;
  mail_settings: MailSettingsTable;
  reminders: ReminderTable;
  portal_sessions: PortalSessionTable;
  portal_sign_ins: PortalSignInTable;
  invitations: InvitationTable;
  sign_in_tries: SignInTriesTable;
  two_steps: TwoStepTable;
  recovery_codes: RecoveryCodeTable;
  passkeys: PasskeyTable;
  passkey_challenges: PasskeyChallengeTable;
  use_readings: UseReadingTable;
}
