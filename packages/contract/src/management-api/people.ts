import { type Static, Type } from "typebox";
import { newPassword, userEmail, userName } from "../accounts.ts";
import { ROLES } from "../scopes.ts";
import { Id, Moment, Nullable, named, OneOf, PageOf, PageQuery, strict } from "../wire.ts";

export const role = OneOf(
  ROLES,
  "`owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys.",
);

export const Person = named(
  "Person",
  Type.Object({
    id: Id("The user."),
    name: Type.String({ description: "How they are called, in the record too." }),
    email: Type.String({ description: "What they sign in with." }),
    role,
    twoStep: Type.Boolean({ description: "Whether they need a code to sign in, after the password." }),
    passkeys: Type.Integer({ description: "How many passkeys they have, by which they sign in without the password." }),
    createdAt: Moment("When their account was made."),
    lastSeenAt: Nullable(Moment("When they last called, to the second or so; null = never.")),
  }),
);
export type Person = Static<typeof Person>;
export const PersonPage = PageOf("PersonPage", Person);
export const PersonQuery = Type.Object(PageQuery, strict);

export const ChangeRole = named("ChangeRole", Type.Object({ role }, strict));
export type ChangeRole = Static<typeof ChangeRole>;

export const Invite = named("Invite", Type.Object({ email: userEmail, role }, strict));
export type Invite = Static<typeof Invite>;

const invitationFields = {
  id: Id("The invitation: it names it, and lets nobody in."),
  email: Type.String({ description: "Who is invited." }),
  role,
  invitedBy: Nullable(Type.String({ description: "Who has invited them; null = somebody at the command line." })),
  createdAt: Moment("When they were invited."),
  expiresOn: Moment("Until when the link works."),
};
export const Invitation = named("Invitation", Type.Object(invitationFields));
export type Invitation = Static<typeof Invitation>;
export const InvitationPage = PageOf("InvitationPage", Invitation);
export const InvitationQuery = Type.Object(PageQuery, strict);

export const SentInvitation = named(
  "SentInvitation",
  Type.Object({
    ...invitationFields,
    link: Type.String({ description: "Where they make their account. Shown this once: only a hash of it is kept." }),
    mailed: Type.Boolean({ description: "Whether the link is on its way to them; otherwise somebody must give it." }),
  }),
);
export type SentInvitation = Static<typeof SentInvitation>;

/** What stands behind the # of the link. In a body, since it is a secret and must not stand in a URL. */
const invitation = Type.String({ minLength: 1, maxLength: 100, description: "What stands behind the # of the link." });

export const OpenInvitation = named("OpenInvitation", Type.Object({ invitation }, strict));
export type OpenInvitation = Static<typeof OpenInvitation>;

/** What whoever has the link is told of it. */
export const OpenedInvitation = named(
  "OpenedInvitation",
  Type.Object({
    email: invitationFields.email,
    role,
    invitedBy: invitationFields.invitedBy,
    expiresOn: invitationFields.expiresOn,
  }),
);
export type OpenedInvitation = Static<typeof OpenedInvitation>;

export const AcceptInvitation = named(
  "AcceptInvitation",
  Type.Object({ invitation, name: userName, password: newPassword }, strict),
);
export type AcceptInvitation = Static<typeof AcceptInvitation>;

const signInSettings = {
  twoStepRequired: Type.Boolean({
    description:
      "Whether everybody signs in with two steps: with a code after the password, or with a passkey. Whoever has neither is let in to set one up, and to nothing else. Tokens are not concerned.",
  }),
};
export const SignInSettings = named("SignInSettings", Type.Object(signInSettings));
export type SignInSettings = Static<typeof SignInSettings>;

export const EditSignInSettings = named("EditSignInSettings", Type.Object(signInSettings, strict));
export type EditSignInSettings = Static<typeof EditSignInSettings>;
