import { type Static, Type } from "typebox";
import { KEY_MAX_LENGTH } from "./license-key.ts";
import { licenseStatus } from "./management-api/licenses.ts";
import { soldFor } from "./management-api/orders.ts";
import { EXPIRY_UNITS } from "./management-api/plans.ts";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, strict, Text } from "./wire.ts";

/* What the customer portal calls: a customer's own licenses, devices and orders. */

/** How many digits the code in a sign-in mail has. */
export const SIGN_IN_CODE_LENGTH = 6;

/** A secret of ours that is tried: what has not its form is refused like any other that is wrong. */
const tried = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });

export const PortalBrand = named(
  "PortalBrand",
  Type.Object({
    name: Type.String({ description: "Who sells: what stands at the top of every page." }),
    contact: Nullable(Type.String({ description: "Where customers write to; null = nowhere." })),
    color: Type.String({ description: "The vendor's colour." }),
    textColor: Type.String({ description: "What reads well on it." }),
    logo: Nullable(Type.String({ description: "The vendor's logo as an address that holds it; null = none." })),
    sendsMail: Type.Boolean({ description: "Whether a customer can sign in by e-mail." }),
  }),
);
export type PortalBrand = Static<typeof PortalBrand>;

export const AskToSignIn = named(
  "AskToSignIn",
  Type.Object({ email: Text(254, "The address that the customer bought with.") }, strict),
);
export const SignInAsked = named(
  "SignInAsked",
  Type.Object({ attempt: Type.String({ description: "Send it with the code from the mail." }) }),
);
export type SignInAsked = Static<typeof SignInAsked>;

export const SignInByLink = named(
  "SignInByLink",
  Type.Object({ link: tried(100, "What stands behind the # of the mailed link.") }, strict),
);
export const SignInByCode = named(
  "SignInByCode",
  Type.Object(
    {
      attempt: tried(100, "What asking for the mail answered."),
      code: tried(20, "The six digits from the mail. Spaces do not matter."),
    },
    strict,
  ),
);
export const SignInByKey = named(
  "SignInByKey",
  Type.Object({ licenseKey: Text(KEY_MAX_LENGTH, "The whole key. Case, spaces and dashes do not matter.") }, strict),
);

export const PortalSession = named(
  "PortalSession",
  Type.Object({
    email: Nullable(Type.String({ description: "The customer's e-mail; null when a license key opened the session." })),
    licenseId: Nullable(Id("The one license that the session is for; null = all of the customer's.")),
    endsAt: Moment("When it ends, unless it is used before. A key's session ends then in any case."),
  }),
);
export type PortalSession = Static<typeof PortalSession>;

const productName = Type.Object({ name: Type.String({ description: "The product's name." }) });
const planName = Type.Object({ name: Type.String({ description: "The plan's name." }) });

export const PortalLicense = named(
  "PortalLicense",
  Type.Object({
    id: Id("The license."),
    licenseKey: Type.String({ description: "The whole key." }),
    status: licenseStatus,
    expiresOn: Nullable(Moment("When the license expires; null = never, or its time has not started to run.")),
    expiryFromActivation: Nullable(
      Type.Object(
        {
          value: Type.Integer({ description: "How many." }),
          unit: OneOf(EXPIRY_UNITS, "Of what, in the UTC calendar."),
        },
        {
          description:
            "How long it lasts once its first device is activated; null when its time runs already, or never ends.",
        },
      ),
    ),
    graceEndsOn: Nullable(Moment("Until when it works after its expiry; null when it has no grace.")),
    activationUsage: Type.Integer({ description: "How many devices are in use." }),
    activationLimit: Nullable(Type.Integer({ description: "How many may be in use; null = unlimited." })),
    product: productName,
    plan: planName,
    order: Type.Object({
      number: Type.Integer({ description: "The number that people use." }),
      createdAt: Moment("When it was bought."),
    }),
    mayEndDevices: Type.Boolean({ description: "Whether the customer may end devices." }),
    mayRegenerate: Type.Boolean({ description: "Whether the customer may get a new key, now." }),
    renewalUrl: Nullable(Type.String({ description: "Where it is renewed; null = nowhere." })),
  }),
);
export type PortalLicense = Static<typeof PortalLicense>;
export const PortalLicensePage = PageOf("PortalLicensePage", PortalLicense);

const deviceFields = {
  instanceId: Id("The device's activation."),
  name: Nullable(Type.String({ description: "What the application called the device." })),
  system: Nullable(Type.String({ description: "What it runs on, where the application said so." })),
  lastSeenAt: Moment("When the application was last used there."),
};

export const PortalDevice = named("PortalDevice", Type.Object(deviceFields));
export type PortalDevice = Static<typeof PortalDevice>;
export const PortalDevicePage = PageOf("PortalDevicePage", PortalDevice);

export const PortalOrder = named(
  "PortalOrder",
  Type.Object({
    number: Type.Integer({ description: "The number that people use." }),
    createdAt: Moment("When it was placed."),
    amount: soldFor,
    product: productName,
    plan: planName,
  }),
);
export type PortalOrder = Static<typeof PortalOrder>;
export const PortalOrderPage = PageOf("PortalOrderPage", PortalOrder);

export const PortalQuery = Type.Object(PageQuery, strict);

/** A device link holds the name of the device that waits, encrypted. */
const deviceLink = tried(1000, "What stands behind the # of `manageUrl`.");

export const OpenDeviceLink = named("OpenDeviceLink", Type.Object({ deviceLink }, strict));
export const EndByDeviceLink = named(
  "EndByDeviceLink",
  Type.Object({ deviceLink, instanceId: tried(64, "The device to end.") }, strict),
);
export const FullLicense = named(
  "FullLicense",
  Type.Object({
    waiting: Nullable(Type.String({ description: "The device that waits for a slot, as the application called it." })),
    product: productName,
    plan: planName,
    keyEnding: Type.String({ description: "The last five characters of the key." }),
    activationUsage: Type.Integer({ description: "How many devices are in use." }),
    activationLimit: Nullable(Type.Integer({ description: "How many may be in use; null = unlimited." })),
    isFull: Type.Boolean({ description: "Whether a device must be ended before another fits." }),
    devices: Type.Array(PortalDevice, { description: "Those in use, the longest unused first; at most a hundred." }),
  }),
);
export type FullLicense = Static<typeof FullLicense>;
