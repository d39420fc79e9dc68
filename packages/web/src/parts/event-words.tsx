import {
  IconBan,
  IconCalendarEvent,
  IconCalendarPlus,
  IconCode,
  IconDeviceDesktopOff,
  IconDeviceLaptop,
  IconDevices,
  IconEraser,
  IconEye,
  IconFingerprint,
  IconKey,
  IconLock,
  IconLogin2,
  IconLogout,
  IconMail,
  IconPackage,
  IconPassword,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconReceipt,
  IconRefresh,
  IconShieldX,
  IconUser,
  IconUserPlus,
  IconUserX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Event } from "#data/api.gen.ts";
import { dateOf } from "#data/moments.ts";
import { ROLES } from "#data/roles.ts";
import { changesOf } from "#parts/event-changes.ts";
import type { TablerIcon } from "#parts/icon.tsx";
import { counted, devicesOf, expiryWord, limitWord, useWord } from "#parts/measure-words.ts";
import type { Happening } from "#parts/timeline.tsx";

/* What the record says, in words: one wording for every page. */

type Data = Event["data"];

interface Words {
  readonly icon: TablerIcon;
  readonly tone?: "ok" | "warn" | "bad";
  /** The act: "Activated". */
  readonly act: string;
  /** What else is to be told: "on Studio Mac, 1 of 5 in use". */
  readonly more?: ReactNode;
}

/** An event as a timeline shows it. */
export function happeningOf(event: Event): Happening {
  const { icon, tone, act, more } = wordsOf(event);
  return {
    id: event.id,
    icon,
    ...(tone && { tone }),
    what: (
      <>
        <b>{act}</b> {more}
      </>
    ),
    who: <Who event={event} />,
    at: event.at,
  };
}

/** Who did it: a user or token by name, the licensed application by its product; and the code of a refusal. */
export function Who({ event }: { event: Event }) {
  const { name, how } = whoOf(event);
  const code = textOf(event.data.code);
  return (
    <>
      <b>{name}</b>
      {how !== null && ` · ${how}`}
      {code !== null && (
        <>
          {" · "}
          <span className="mono">{code}</span>
        </>
      )}
    </>
  );
}

/** How whoever acted is called. @param product the name of the application's product */
export function nameOfActor(actor: Event["actor"], product?: string | null): string {
  switch (actor.kind) {
    case "application":
      return product ?? "The application";
    case "operator":
      return "Operator";
    case "token":
      return actor.name ?? "A token";
    case "user":
      return actor.name ?? "A user";
    case "provider":
      return actor.name ?? "A payment provider";
    case "customer":
      return actor.name ?? "A customer";
  }
}

/** Who did it, and by what way when that is worth telling. */
function whoOf({ actor, product }: Event): { name: string; how: string | null } {
  const ways = {
    token: "through the API",
    operator: "on the command line",
    user: null,
    application: null,
    provider: null,
    customer: "in the portal",
  };
  return { name: nameOfActor(actor, product?.name), how: ways[actor.kind] };
}

/** The act of every type of event, in the order in which filters offer them. */
export const ACTS: Readonly<Record<Event["type"], string>> = {
  "activation.created": "Activated",
  "activation.denied": "Activation denied",
  "activation.deactivated": "Activation ended",
  "activation.revoked": "Activation revoked",
  "activation.ended": "Device ended",
  "activation.released": "Activation released",
  "license.issued": "License issued",
  "license.edited": "Limit or expiry changed",
  "license.regenerated": "Key regenerated",
  "license.suspended": "License suspended",
  "license.restored": "License restored",
  "license.deactivated": "License deactivated",
  "license.key_sent": "Key mailed again",
  "license.key_revealed": "Key revealed",
  "order.placed": "Order placed",
  "order.corrected": "Order corrected",
  "customer.created": "Customer added",
  "customer.edited": "Customer changed",
  "customer.signed_in": "Signed in to the portal",
  "customer.erased": "Customer erased",
  "product.created": "Product added",
  "product.edited": "Product changed",
  "plan.created": "Plan added",
  "plan.edited": "Plan changed",
  "token.created": "Token created",
  "token.revoked": "Token revoked",
  "mail.settings_edited": "E-mail settings changed",
  "sign_in.settings_edited": "Sign-in settings changed",
  "mail.sent_again": "Mail sent again",
  "secret.rotated": "Secret changed",
  "user.invited": "Invited",
  "user.invitation_withdrawn": "Invitation withdrawn",
  "user.created": "Account created",
  "user.edited": "Account changed",
  "user.role_changed": "Role changed",
  "user.removed": "Account removed",
  "user.signed_in": "Signed in",
  "user.signed_out": "Signed out",
  "user.password_changed": "Password changed",
  "user.password_reset": "Password reset",
  "user.two_step_enabled": "Two-step sign-in on",
  "user.two_step_disabled": "Two-step sign-in off",
  "user.recovery_codes_renewed": "New recovery codes",
  "user.recovery_code_used": "Signed in with a recovery code",
  "user.passkey_added": "Passkey added",
  "user.passkey_removed": "Passkey removed",
};

/** The act of an event, `Activation denied`. */
function actOf(type: Event["type"]): string {
  return ACTS[type] ?? type;
}

function licensesEnded(count: unknown): string | null {
  if (typeof count !== "number" || count === 0) return null;
  return count === 1 ? "with 1 license ended" : `with ${count} licenses ended`;
}

/** What happened: the act, and what else is to be told. */
export function wordsOf({ type, data, plan, customer }: Event): Words {
  const act = actOf(type);
  const on = onDevice(data.name);
  switch (type) {
    case "order.placed":
      return { icon: IconReceipt, act, more: plan && `for ${plan.name}` };
    case "order.corrected":
      return { icon: IconReceipt, act, more: changesOf(data).join(", ") };
    case "license.issued":
      return { icon: IconKey, tone: "ok", act, more: issuedWith(data) };
    case "license.edited":
      return editOf(data);
    case "license.regenerated":
      return { icon: IconRefresh, act, more: <Regenerated data={data} /> };
    case "license.suspended":
      return { icon: IconPlayerPause, tone: "warn", act, more: textOf(data.reason) };
    case "license.restored":
      return { icon: IconPlayerPlay, tone: "ok", act, more: textOf(data.reason) };
    case "license.deactivated":
      return { icon: IconBan, tone: "bad", act, more: `for ever, with ${activations(data.activationsInUse)} in use` };
    case "license.key_sent":
      return { icon: IconMail, act, more: `to ${textOf(data.recipient) ?? "its buyer"}` };
    case "license.key_revealed":
      return { icon: IconEye, act };
    case "mail.settings_edited":
      return { icon: IconMail, act };
    case "mail.sent_again":
      return { icon: IconMail, act, more: `to ${textOf(data.recipient) ?? "nobody"}` };
    case "secret.rotated":
      return { icon: IconLock, act, more: "everything is sealed with another one" };
    case "activation.created":
      return { icon: IconDeviceLaptop, act, more: `${on}${inUse(data)}` };
    case "activation.denied":
      return { icon: IconShieldX, tone: "bad", act, more: `${on}${whyDenied(data)}` };
    case "activation.deactivated":
      return { icon: IconDeviceDesktopOff, act, more: `${on}${inUse(data)}` };
    case "activation.revoked":
      return { icon: IconUserX, act, more: `${on}${inUse(data)}` };
    case "activation.ended":
      return { icon: IconUserX, act, more: `${on}${inUse(data)}` };
    case "activation.released":
      return { icon: IconDeviceDesktopOff, act, more: `${on}, nobody had seen it for long` };
    case "customer.created":
      return { icon: IconUserPlus, act, more: customer?.email };
    case "customer.edited":
      return { icon: IconUser, act, more: changesOf(data).join(", ") };
    case "customer.signed_in":
      return { icon: IconLogin2, act, more: SIGNED_IN_BY[String(data.by)] };
    case "customer.erased":
      return { icon: IconEraser, tone: "bad", act, more: licensesEnded(data.licensesEnded) };
    case "product.created":
    case "plan.created":
      return { icon: IconPackage, act, more: textOf(data.name) };
    case "product.edited":
    case "plan.edited":
      return { icon: IconPencil, act, more: changesOf(data).join(", ") };
    case "token.created":
      return { icon: IconCode, act, more: `“${textOf(data.name) ?? ""}”, ${mayOf(data.scope)}${boundsOf(data)}` };
    case "token.revoked":
      return { icon: IconCode, tone: "warn", act, more: `“${textOf(data.name) ?? ""}”` };
    case "user.invited":
      return { icon: IconMail, act, more: `${textOf(data.email) ?? ""} as ${roleWord(data.role)}` };
    case "user.invitation_withdrawn":
      return { icon: IconMail, act, more: `of ${textOf(data.email) ?? ""}` };
    case "user.created":
      return { icon: IconUserPlus, act, more: textOf(data.name) };
    case "user.role_changed":
      return { icon: IconUser, act, more: roleChange(data.role) };
    case "user.removed":
      return {
        icon: IconUserX,
        tone: "warn",
        act,
        more: `of ${textOf(data.name) ?? ""}, ${counted(Number(data.sessionsEnded ?? 0), "session")} ended`,
      };
    case "user.edited":
      return { icon: IconUser, act, more: changesOf(data).join(", ") };
    case "user.signed_in":
      return { icon: IconLogin2, act };
    case "user.signed_out":
      return { icon: IconLogout, act };
    case "user.password_changed":
      return { icon: IconPassword, act };
    case "user.password_reset":
      return { icon: IconPassword, tone: "warn", act, more: signedOut(data.sessionsEnded) };
    case "user.two_step_enabled":
    case "user.recovery_codes_renewed":
      return { icon: IconPassword, act };
    case "user.two_step_disabled":
      return { icon: IconPassword, tone: "warn", act };
    case "user.passkey_added":
      return { icon: IconFingerprint, act, more: `“${textOf(data.name) ?? ""}”` };
    case "user.passkey_removed":
      return { icon: IconFingerprint, tone: "warn", act, more: `“${textOf(data.name) ?? ""}”` };
    case "sign_in.settings_edited":
      return { icon: IconPassword, act, more: requirement(data.twoStepRequired) };
    case "user.recovery_code_used":
      return { icon: IconPassword, tone: "warn", act, more: `${data.left} left` };
    default:
      return { icon: IconPencil, act };
  }
}

function requirement(change: unknown): string {
  const isRequired = typeof change === "object" && change !== null && "to" in change && change.to === true;
  return isRequired ? "everybody signs in with two steps" : "the password alone is enough";
}

const SIGNED_IN_BY: Readonly<Record<string, string>> = {
  link: "by a mailed link",
  code: "by a mailed code",
  key: "with a license key",
};

function Regenerated({ data: { activationsEnded, formerKeyEnding } }: { data: Data }) {
  return (
    <>
      the old one
      {textOf(formerKeyEnding) !== null && (
        <>
          {" "}
          ending <span className="mono">{textOf(formerKeyEnding)}</span>
        </>
      )}{" "}
      stopped with {activations(activationsEnded)}
    </>
  );
}

/** What a scope allows, as it goes on after a name. */
function mayOf(scope: unknown): string {
  const words: Record<string, string> = {
    license: "may activate and validate",
    read: "may see everything but whole keys",
    write: "may change everything but tokens",
    admin: "may do everything but look after people",
  };
  return words[String(scope)] ?? String(scope);
}

/** What a token is bound to, if it is. */
function boundsOf({ product, expiresAt }: Data): string {
  const until = textOf(expiresAt);
  return `${textOf(product) === null ? "" : ` of ${textOf(product)}`}${until === null ? "" : `, until ${dateOf(until)}`}`;
}

/** A role as it goes on after a name: `an owner`. */
function roleWord(role: unknown): string {
  return ROLES.find((each) => each.role === role)?.word ?? String(role);
}

function roleChange(role: unknown): string | null {
  const change = changeOf(role);
  return change && `from ${roleWord(change.from)} to ${roleWord(change.to)}`;
}

function issuedWith({ activationLimit, expiresOn }: Data): string {
  const devices =
    typeof activationLimit === "number" ? `for up to ${devicesOf(activationLimit)}` : "for any number of devices";
  if (typeof expiresOn === "string") return `${devices} until ${dateOf(expiresOn)}`;
  return isObject(expiresOn) ? `${devices}, ${expiryWord(expiresOn)}` : devices;
}

function editOf(data: Data): Words {
  const expiry = changeOf(data.expiresOn);
  const limit = changeOf(data.activationLimit);
  if (expiry && limit)
    return { icon: IconPencil, act: "Limit and expiry changed", more: `${changesOf(data).join(", ")}` };
  if (expiry) {
    const isLater = expiry.to === null || (typeof expiry.from === "string" && String(expiry.to) > expiry.from);
    return {
      icon: isLater ? IconCalendarPlus : IconCalendarEvent,
      act: isLater ? "Expiry extended" : "Expiry changed",
      more: `from ${expiryWord(expiry.from)} to ${expiryWord(expiry.to)}`,
    };
  }
  if (limit)
    return {
      icon: IconDevices,
      act: "Limit changed",
      more: `from ${limitWord(limit.from)} to ${limitWord(limit.to)}`,
    };
  return { icon: IconPencil, act: actOf("license.edited") };
}

/** What changed from what to what. */
export function changeOf(value: unknown): { from: unknown; to: unknown } | null {
  return isObject(value) && "from" in value && "to" in value ? (value as never) : null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function activations(count: unknown): string {
  return counted(Number(count ?? 0), "activation");
}

function signedOut(sessions: unknown): string {
  return `on the server, ${counted(Number(sessions ?? 0), "session")} ended`;
}

function onDevice(name: unknown): string {
  const said = textOf(name);
  return said === null ? "on a device without a name" : `on ${said}`;
}

function inUse({ activationUsage, activationLimit }: Data): string {
  return typeof activationUsage === "number" ? `, ${useWord(activationUsage, activationLimit)}` : "";
}

function whyDenied({ code, activationUsage, activationLimit }: Data): string {
  if (code === "ACTIVATION_LIMIT_REACHED") return `, limit reached with ${useWord(activationUsage, activationLimit)}`;
  if (code === "LICENSE_EXPIRED") return ", the license has expired";
  if (code === "LICENSE_SUSPENDED") return ", the license is suspended";
  if (code === "LICENSE_DEACTIVATED") return ", the license is deactivated";
  return "";
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
