import type { REFUND_EFFECTS } from "@keywright/contract/management-api/providers";
/** What customers may do in the portal. */
export interface PortalSettings {
  readonly endDevices: boolean;
  readonly regenerate: boolean;
  /** Where a license that expires is renewed; null = nowhere. */
  readonly renewalUrl: string | null;
}

/** What a product's customers may do unless the vendor says otherwise. */
export const USUAL_PORTAL: PortalSettings = { endDevices: true, regenerate: false, renewalUrl: null };

/** A thing that is sold. */
export interface Product {
  readonly id: string;
  readonly identifier: string;
  readonly name: string;
  readonly description: string;
  readonly keyPrefix: string;
  readonly taxCode: string;
  /** What a whole refund or a lost dispute does to a license. */
  readonly onRefund: (typeof REFUND_EFFECTS)[number];
  readonly portal: PortalSettings;
  /** Counts the edits, from 1. */
  readonly revision: number;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
}
