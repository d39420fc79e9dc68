import type { LicenseTerms } from "#domain/licenses/terms.ts";

/* What the demo shop sells, and to whom. All names are invented; `.example` addresses belong to nobody. */

interface DemoPlan {
  readonly name: string;
  readonly terms: Partial<LicenseTerms> | null;
  readonly price: string;
  /** How many of a hundred orders are for it. */
  readonly share: number;
}

export interface DemoProduct {
  readonly name: string;
  readonly keyPrefix: string;
  readonly description: string;
  readonly plans: readonly DemoPlan[];
}

const yearly = { value: 1, unit: "years", from: "purchase" } as const;

export const PRODUCTS: readonly DemoProduct[] = [
  {
    name: "Halcyon Studio",
    keyPrefix: "HALC",
    description: "A studio for sound that fits on a laptop.",
    plans: [
      {
        name: "Studio yearly",
        terms: { activationLimit: 5, expiry: yearly, graceDays: 7, releaseAfterDays: 90 },
        price: "149.00",
        share: 44,
      },
      { name: "Personal", terms: { activationLimit: 2 }, price: "79.00", share: 26 },
      {
        name: "Studio trial",
        terms: { activationLimit: 1, expiry: { value: 14, unit: "days", from: "first_activation" } },
        price: "0.00",
        share: 18,
      },
    ],
  },
  {
    name: "Halcyon Loops",
    keyPrefix: "LOOP",
    description: "Loops and samples for Halcyon Studio.",
    plans: [
      {
        name: "Everything monthly",
        terms: { activationLimit: null, expiry: { value: 1, unit: "months", from: "purchase" }, graceDays: 3 },
        price: "12.00",
        share: 6,
      },
      { name: "Sample pack", terms: null, price: "29.00", share: 6 },
    ],
  },
];

export const FIRST_NAMES = [
  "Ines",
  "Priya",
  "Lukas",
  "Hannah",
  "Omar",
  "Bea",
  "Mateo",
  "Felix",
  "Grace",
  "Elif",
  "Noor",
  "Jonas",
  "Aiko",
  "Tomas",
  "Ruth",
  "Samir",
  "Clara",
  "Yusuf",
  "Maud",
  "Leo",
];
export const LAST_NAMES = [
  "Duarte",
  "Raman",
  "Brandt",
  "Keller",
  "Haddad",
  "Lindt",
  "Ruiz",
  "Adler",
  "Lin",
  "Kaya",
  "Visser",
  "Moreau",
  "Tanaka",
  "Novak",
  "Okafor",
  "Berg",
  "Silva",
  "Demir",
  "Fischer",
  "Rossi",
];
export const DEVICES = [
  "Studio Mac",
  "MacBook Air",
  "Living-room PC",
  "DESKTOP-4QH",
  "Old Mac mini",
  "lab-win-03",
  "Room B iMac",
  "Tour laptop",
  "ThinkPad",
  "Mix station",
];
export const SYSTEMS = ["macOS 26.1", "macOS 15.7", "Windows 11", "Windows 10", "Ubuntu 26.04"];
