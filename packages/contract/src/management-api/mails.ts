import { type Static, Type } from "typebox";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, Prose, RULE, strict, Text } from "../wire.ts";
import { email } from "./customers.ts";

/** The mails that customers get. Each can be turned off, and given a paragraph of the vendor's own. */
export const CUSTOMER_MAILS = [
  "key_on_purchase",
  "key_regenerated",
  "expiring",
  "expired",
  "new_device",
  "device_ended",
  "key_recovery",
] as const;

/** Every mail that there is. */
export const MAIL_KINDS = [...CUSTOMER_MAILS, "password_reset", "invitation", "portal_sign_in", "test"] as const;

export const MAIL_STATES = ["waiting", "sent", "failed", "unsent"] as const;

/** How many bytes a logo may have. */
export const LOGO_BYTES = 64 * 1024;

const httpAddress = Type.String({
  maxLength: 500,
  pattern: "^https?://[!#-;=?-~]+$",
  [RULE]: "Must be an address that begins with https:// or http://, in plain letters.",
  description: "Where customers download what they bought; null = the mails do not say.",
});
const color = Type.String({
  pattern: "^#[0-9A-Fa-f]{6}$",
  [RULE]: "Must be a colour such as #1B1B19.",
  description: "The colour of buttons. What stands on them is white or black, whichever reads better.",
});

const senderFields = {
  senderName: Nullable(Text(120, "The vendor's name, as customers see it; null = the name in `KEYWRIGHT_MAIL_FROM`.")),
  replyTo: Nullable({
    ...email,
    description: "Where answers go, and whom customers ask; null = the sender's address.",
  }),
  postalAddress: Nullable(Text(200, "One line at the foot of each mail; null = none.")),
  downloadUrl: Nullable(httpAddress),
  color,
};

const switchInput = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: "Whether it is sent." })),
    paragraph: Type.Optional(Nullable(Prose(1000, "A paragraph of your own, after the first; plain text."))),
  },
  strict,
);
const each = <T extends typeof switchInput>(value: T) =>
  Object.fromEntries(CUSTOMER_MAILS.map((kind) => [kind, Type.Optional(value)])) as Record<
    (typeof CUSTOMER_MAILS)[number],
    ReturnType<typeof Type.Optional<T>>
  >;

export const EditMailSettings = named(
  "EditMailSettings",
  Type.Object(
    {
      ...Type.Partial(Type.Object(senderFields)).properties,
      logo: Type.Optional(
        Nullable(
          Type.String({
            maxLength: Math.ceil(LOGO_BYTES / 3) * 4,
            pattern: "^[A-Za-z0-9+/]+={0,2}$",
            [RULE]: "Must be a PNG or JPEG in base 64.",
            description: "A PNG or JPEG of at most 64 kB and 2000 pixels a side, in base 64; null = none.",
          }),
        ),
      ),
      mails: Type.Optional(Type.Object(each(switchInput), strict)),
    },
    strict,
  ),
);
export type EditMailSettings = Static<typeof EditMailSettings>;

const mailSwitch = named(
  "MailSwitch",
  Type.Object({
    enabled: Type.Boolean({ description: "Whether it is sent." }),
    paragraph: Nullable(Type.String({ description: "A paragraph of your own, after the first." })),
  }),
);

export const MailSettings = named(
  "MailSettings",
  Type.Object({
    ...senderFields,
    logo: Nullable(
      Type.Object({
        type: OneOf(["image/png", "image/jpeg"], "What kind of picture it is."),
        width: Type.Integer({ description: "In pixels." }),
        height: Type.Integer({ description: "In pixels." }),
        data: Type.String({ description: "The picture in base 64." }),
      }),
    ),
    mails: Type.Object(
      Object.fromEntries(CUSTOMER_MAILS.map((kind) => [kind, mailSwitch])) as Record<
        (typeof CUSTOMER_MAILS)[number],
        typeof mailSwitch
      >,
    ),
  }),
);
export type MailSettings = Static<typeof MailSettings>;

export const MailServerState = named(
  "MailServerState",
  Type.Object({
    server: Nullable(Type.String({ description: "The mail server's name; null = none is set, and no mail is sent." })),
    from: Nullable(Type.String({ description: "Whom mails come from; null without a mail server." })),
    lastSentOn: Nullable(Moment("When the server last took a mail; null = never.")),
    trouble: Nullable(
      Type.String({ description: "Why the mail that was tried last waits; null = none waits after a try." }),
    ),
    waiting: Type.Integer({ description: "How many mails wait, at most 1000." }),
    returned: Type.Integer({ description: "How many mails were given up, at most 1000." }),
  }),
);
export type MailServerState = Static<typeof MailServerState>;

const customerMail = OneOf(CUSTOMER_MAILS, "Which mail.");
export const MailPreviewParams = Type.Object({ kind: customerMail });
export const MailPreview = named(
  "MailPreview",
  Type.Object({
    from: Type.String({ description: "Whom it comes from." }),
    subject: Type.String(),
    text: Type.String({ description: "The version without HTML." }),
    html: Type.String({ description: "The version as HTML, the logo within." }),
  }),
);
export type MailPreview = Static<typeof MailPreview>;

export const SendTestMail = named("SendTestMail", Type.Object({ kind: customerMail }, strict));

export const Mail = named(
  "Mail",
  Type.Object({
    id: Id("The mail."),
    kind: OneOf(MAIL_KINDS, "Which mail it is."),
    recipient: Nullable(Type.String({ description: "To whom; null = to nobody, it is dropped when its turn comes." })),
    subject: Nullable(Type.String({ description: "Its subject; null where that was not kept." })),
    licenseId: Nullable(Id("The license that it tells of.")),
    state: OneOf(
      MAIL_STATES,
      "`sent`: the mail server has it. `failed`: it was refused or given up. `unsent`: it was of no use any more before there was a server to send it, or a newer one took its place.",
    ),
    tries: Type.Integer({ description: "How often it was tried." }),
    mostTries: Type.Integer({ description: "How often it is tried at most." }),
    nextTryOn: Nullable(Moment("When it is tried next; null once it is settled.")),
    lastError: Nullable(Type.String({ description: "Why the last try failed, in words." })),
    createdAt: Moment("When it was written."),
    settledOn: Nullable(Moment("When it was sent or given up.")),
    canBeSentAgain: Type.Boolean({ description: "Whether its content is still there, so that it can be sent again." }),
  }),
);
export type Mail = Static<typeof Mail>;
export const MailPage = PageOf("MailPage", Mail);
export const MailQuery = Type.Object(
  {
    ...PageQuery,
    state: Type.Optional(OneOf(MAIL_STATES, "Those that stand so.")),
    kind: Type.Optional(OneOf(MAIL_KINDS, "Those of this kind.")),
    recipient: Type.Optional(
      Type.String({ minLength: 1, maxLength: 254, description: "Those to this whole address." }),
    ),
    license: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "Those about the license with this id." }),
    ),
  },
  strict,
);
export type MailQuery = Static<typeof MailQuery>;

export const RecoverKeys = named("RecoverKeys", Type.Object({ email }, strict));
export const KeysOnTheWay = named(
  "KeysOnTheWay",
  Type.Object({ message: Type.String({ description: "The same for everybody." }) }),
);
