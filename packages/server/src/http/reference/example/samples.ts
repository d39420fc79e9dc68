import { formatKey, KEY_RANDOM_BYTES } from "@keywright/contract/license-key";

/* What examples say in a field: by the noun that the field belongs to, and else by the field's name alone. */

/** A key that Keywright could have issued. */
export const SAMPLE_KEY = formatKey(
  "HALC",
  Uint8Array.from({ length: KEY_RANDOM_BYTES }, (_, index) => 3 + index * 7),
);
export const SAMPLE_ID = "0198f6c2-7d1e-7c3a-9b52-4f0e6a8d1c27";

const BY_NOUN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  customer: { id: "0198f6c1-3b52-7e0d-a1c4-7d20f95b6e18", name: "Ines Duarte" },
  product: {
    id: "019b8d3a-51f0-7b26-8e97-0c4a62d1f3b5",
    name: "Halcyon Studio",
    identifier: "halcyon-studio",
    description: "Mixing and mastering.",
    createdAt: "2026-01-05T09:00:00Z",
    createdOn: "2026-01-05T09:00:00Z",
    modifiedAt: "2026-01-05T09:00:00Z",
    modifiedOn: "2026-01-05T09:00:00Z",
  },
  plan: {
    id: "019b8d43-7c08-7a91-b3de-5f16e0a2c894",
    name: "Studio yearly",
    identifier: "studio-yearly",
    description: "Five devices for a year.",
    createdAt: "2026-01-05T09:10:00Z",
    modifiedAt: "2026-01-05T09:10:00Z",
  },
  activation: { name: "Studio Mac" },
  license: { id: SAMPLE_ID },
  order: { id: "0198f6c2-7d1b-7f44-8a05-e3b9127c6d50", number: 1042 },
  expiry: { value: 1, unit: "years" },
  preview: {
    issuedOn: "2026-08-30T12:00:00Z",
    expiresOn: "2027-08-30T12:00:00Z",
    stopsWorkingOn: "2027-09-06T12:00:00Z",
  },
  token: {
    name: "Shop, production",
    scope: "write",
    lastUsedAt: "2026-11-24T14:34:00Z",
    token: "kwt_5Gv2yTq8Zb0RkW7nXc4HdJ1sLm9EfPa3Uo6QiA",
  },
  event: {
    at: "2026-08-30T12:04:10Z",
    type: "activation.created",
    actor: { kind: "application", id: null, name: null },
    about: {
      productId: "019b8d3a-51f0-7b26-8e97-0c4a62d1f3b5",
      planId: "019b8d43-7c08-7a91-b3de-5f16e0a2c894",
      customerId: "0198f6c1-3b52-7e0d-a1c4-7d20f95b6e18",
      orderId: "0198f6c2-7d1b-7f44-8a05-e3b9127c6d50",
      licenseId: SAMPLE_ID,
      activationId: "0198f6c9-02b4-7f10-8c6d-95d1b7e3a640",
      tokenId: null,
      userId: null,
    },
    data: { name: "Studio Mac", activationUsage: 1 },
  },
  overview: {
    days: 30,
    activeLicenses: 1284,
    activeLicensesBefore: 1246,
    inGrace: 6,
    validations: 95_204,
    validationsBefore: 89_815,
    activations: 509,
    denied: 43,
    expiringSoonCount: 23,
  },
  byday: { validations: 3525, activated: 20, denied: 14 },
  suspicious: { denied: 19, devices: 2, since: "2026-11-19T08:12:00Z" },
  setup: {
    token: "w0yEwnvMb3Wk0bH1u4n0G2yD9Q5m8t7r6s5p4o3n2m1",
    name: "Lena Okafor",
    email: "lena@example.com",
    password: "correct horse battery staple",
  },
  createtoken: { product: "halcyon-studio", days: 365 },
  acceptinvitation: { name: "Noor Haddad", password: "quiet staple orange" },
  person: { name: "Noor Haddad", email: "noor@halcyon.example", role: "support" },
  invit: { email: "noor@halcyon.example", role: "support", invitedBy: "Lena Okafor", mailed: true },
  editme: { name: "Lena Okafor" },
  brand: { name: "Halcyon Audio", contact: "help@halcyon.example", textColor: "#ffffff", logo: null },
  fulllicense: { waiting: "DESKTOP-4QH", activationUsage: 5 },
  device: { name: "Studio Mac", system: "macOS 26.1" },
  signinby: { link: "Yl3p8nTqWc0vX5rKzB1sDfG7hJmN2aE4uQ6oI9tRwyU", code: "718204" },
  validate: { detail: "Instance ID valid for this license." },
};

const BY_NAME: Readonly<Record<string, unknown>> = {
  licenseKey: SAMPLE_KEY,
  keyEnding: SAMPLE_KEY.slice(-5),
  email: "ines@example.com",
  customerId: "cus_4821",
  planIdentifier: "studio-yearly",
  productIdentifier: "halcyon-studio",
  keyPrefix: "HALC",
  taxCode: "software",
  instanceId: "0198f6c9-02b4-7f10-8c6d-95d1b7e3a640",
  instanceName: "Studio Mac",
  fingerprint: "b7c1e0f4a92d",
  metadata: { os: "macOS 26.1", version: "4.2.0" },
  activationLimit: 5,
  activationUsage: 1,
  graceDays: 7,
  releaseAfterDays: 30,
  createdAt: "2026-08-30T12:00:00Z",
  activatedOn: "2026-08-30T12:04:10Z",
  activatedAt: "2026-08-30T12:04:10Z",
  lastSeenAt: "2026-11-24T14:34:00Z",
  deactivatedAt: "2026-11-24T14:34:00Z",
  graceEndsOn: "2027-09-06T12:00:00Z",
  endedAt: null,
  nextCursor: null,
  senderName: "Halcyon Audio",
  replyTo: "support@halcyon.example",
  postalAddress: "Rua do Alecrim 24, 1200-018 Lisboa",
  downloadUrl: "https://halcyon.example/download",
  color: "#1B1B19",
  recipient: "ines@example.com",
  subject: "Your key for Halcyon Studio",
  lastSentOn: "2026-11-24T14:34:00Z",
  trouble: null,
  invitation: "Zk3m8nTqWc0vX5rKzB1sDfG7hJmN2aE4uQ6oI9tRwyU",
  link: "https://licenses.halcyon.example/invitation#Zk3m8nTqWc0vX5rKzB1sDfG7hJmN2aE4uQ6oI9tRwyU",
  attempt: "w0yEwnvMb3Wk0bH1u4n0G2yD9Q5m8t7r6s5p4o3n2m1",
  deviceLink: "mB0qv7Yp2sT4uV6wX8zA1cE3gI5kM7oQ9",
  renewalUrl: "https://halcyon.example/renew",
  message: "License instance deactivated successfully.",
};

/** What an example says in a field, or undefined when there is nothing better than what its schema tells. */
export function sampleOf(owner: string, field: string): unknown {
  const noun = Object.keys(BY_NOUN).find(
    (word) => owner.toLowerCase().includes(word) && field in (BY_NOUN[word] ?? {}),
  );
  return noun === undefined ? BY_NAME[field] : BY_NOUN[noun]?.[field];
}
