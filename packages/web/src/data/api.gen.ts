/* Made by scripts/generate.ts from docs/reference/openapi.json. Edit the contract, then `npm run generate`. */

export type AcceptInvitation = {
/** What stands behind the # of the link. */
"invitation": string;
/** How the user is called, in the record too. */
"name": string;
/** 10 characters or more. */
"password": string;
};

export type ActivateAnswer = {
/** Keep it: validate and deactivate take it. */
"instanceId": string;
/** When this activation began. */
"activatedAt": string;
/** When the license expires; null = never. */
"expiresOn": string | null;
"license": LicenseDetails;
};

export type ActivateRequest = {
/** The key as the customer typed it. Case, spaces and dashes do not matter. */
"licenseKey": string;
/** A name for people, such as the computer's name. */
"instanceName"?: string;
/** Anything worth remembering about the device: at most 8 kB and 5 levels deep. */
"metadata"?: Record<string, unknown>;
/** The vendor's id of the customer. A key of another customer is refused. */
"customerId"?: string;
/** The product that asks. A key of another product is refused. */
"productIdentifier"?: string;
/** Names the device. The same fingerprint gets its own activation back and takes no second slot. */
"fingerprint"?: string;
};

export type Activation = {
/** The activation. */
"instanceId": string;
/** What the application called the device. */
"name": string | null;
/** By what the application knows the device. */
"fingerprint": string | null;
/** What the application sent, verbatim. */
"metadata": Record<string, unknown>;
/** When it began. */
"activatedAt": string;
/** When it last activated or validated. */
"lastSeenAt": string;
/** When it ended; null while in use. */
"endedAt": string | null;
};

export type ActivationOfCustomer = {
/** The activation. */
"instanceId": string;
/** What the application called the device. */
"name": string | null;
/** By what the application knows the device. */
"fingerprint": string | null;
/** What the application sent, verbatim. */
"metadata": Record<string, unknown>;
/** When it began. */
"activatedAt": string;
/** When it last activated or validated. */
"lastSeenAt": string;
/** When it ended; null while in use. */
"endedAt": string | null;
/** The license that is in use. */
"license": {
/** The license. */
"id": string;
/** The last five characters of its key, as it is now. */
"keyEnding": string;
};
};

export type ActivationOfCustomerPage = {
"items": (ActivationOfCustomer)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type ActivationPage = {
"items": (Activation)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type AskToSignIn = {
/** The address that the customer bought with. */
"email": string;
};

export type ChangeRole = {
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
};

export type CreateCustomer = {
/** Identifies the customer. Case does not matter. */
"email": string;
/** The customer's name. */
"name"?: string | null;
/** Your own id of the customer; ours when you have none. */
"customerId"?: string;
};

export type CreatePlan = {
/** The name that customers know. */
"name": string;
/** How your shop names the plan. Unique among all plans. */
"identifier"?: string;
/** For people. */
"description"?: string;
/** What payment providers call what this plan is sold as: a sale of one of them is an order of the plan. Each stands in one plan. */
"prices"?: (PlanPrice)[];
"license"?: {
/** Whether an order of the plan issues a license; true when terms are sent with a new plan. */
"enabled"?: boolean;
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit"?: number | null;
/** How long a license lasts; null = for ever. */
"expiry"?: {
"value": number;
/** Calendar units, counted in UTC: 31 January + 1 month = 28 or 29 February. */
"unit": "days" | "months" | "years";
/** When the time starts to run; `purchase` unless said otherwise. */
"from"?: "purchase" | "first_activation";
} | null;
/** Days after expiry in which the license still validates, marked as such. */
"graceDays"?: number;
/** When a new device meets a full license, the activation seen longest ago gives way if nobody has seen it for this many days; null = never. */
"releaseAfterDays"?: number | null;
};
/** How long before the expiry of a license its buyer is reminded by mail; all three unless said otherwise. */
"reminders"?: {
/** 30 days before. */
"days30"?: boolean;
/** 7 days before. */
"days7"?: boolean;
/** 1 day before. */
"days1"?: boolean;
};
};

export type CreateProduct = {
/** The name that customers know. */
"name": string;
/** How your application names the product. Unique. */
"identifier"?: string;
/** What the keys begin with: 2 to 8 capital letters or digits. An edit touches future keys only. */
"keyPrefix"?: string;
/** For people. */
"description"?: string;
/** For your accounting; passed through. */
"taxCode"?: string;
/** What a whole refund or a lost dispute does to the license that was paid: it ends for ever, or until it is restored by hand. */
"onRefund"?: "deactivate" | "suspend";
/** What customers may do in the portal. What is left out stays as it is. */
"portal"?: {
/** Whether customers may end their devices themselves. */
"endDevices"?: boolean;
/** Whether customers may get a new key themselves. */
"regenerate"?: boolean;
/** Where a license that expires is renewed; null = nowhere. */
"renewalUrl"?: string | null;
};
};

export type CreateToken = {
/** Where it is used. Events name it. */
"name": string;
/** `license`: the License API alone, so that the token may be shipped with an application. `read`: see everything but whole keys. `write`: see whole keys, and change everything but tokens. `admin`: tokens too. No token looks after people. */
"scope"?: "license" | "read" | "write" | "admin";
/** The id or identifier of the one product whose things it reaches; null or left out = all. */
"product"?: string | null;
/** For how many days it works; null or left out = until it is revoked. */
"days"?: number | null;
};

export type CreatedToken = {
/** The token's id: it names the token, and lets nobody in. */
"id": string;
/** Where it is used. */
"name": string;
/** `license`: the License API alone, so that the token may be shipped with an application. `read`: see everything but whole keys. `write`: see whole keys, and change everything but tokens. `admin`: tokens too. No token looks after people. */
"scope": "license" | "read" | "write" | "admin";
/** The one product whose things it reaches; null = all. */
"product": {
/** The product. */
"id": string;
/** The name that customers know. */
"name": string;
} | null;
/** When it was made. */
"createdAt": string;
/** From when on it lets nobody in; null = never. */
"expiresOn": string | null;
/** When it was last used, to the second or so; null = never. */
"lastUsedAt": string | null;
/** What to send as the bearer. Shown this once: only a hash of it is kept. */
"token": string;
};

export type Customer = {
/** The customer. */
"id": string;
/** Your own id of the customer; ours when you have none. */
"customerId": string;
/** The customer's name. */
"name": string | null;
/** Identifies the customer. Case does not matter. */
"email": string;
/** When the customer was first known. */
"createdAt": string;
};

export type CustomerDetails = {
/** The customer. */
"id": string;
/** Your own id of the customer; ours when you have none. */
"customerId": string;
/** The customer's name. */
"name": string | null;
/** Identifies the customer. Case does not matter. */
"email": string;
/** When the customer was first known. */
"createdAt": string;
/** How many orders the customer has placed. */
"orders": number;
/** How many licenses these issued. */
"licenses": number;
/** Whether the customer was erased: then nothing of the above tells who it was. */
"erased": boolean;
};

export type CustomerExport = {
/** When it was read. */
"exportedAt": string;
/** Who they are: ids, name, e-mail, since when. */
"customer": Record<string, unknown>;
/** What they bought. */
"orders": (Record<string, unknown>)[];
/** Their licenses, each key by its last five characters. */
"licenses": (Record<string, unknown>)[];
/** Their devices, in use and ended, with all that these told of themselves. */
"devices": (Record<string, unknown>)[];
/** Where they are signed in to the portal. */
"portalSessions": (Record<string, unknown>)[];
/** The mails to them that are still known of. */
"mails": (Record<string, unknown>)[];
/** What payment providers told of their purchases. */
"sales": (Record<string, unknown>)[];
/** What the record tells of them. */
"events": (Record<string, unknown>)[];
};

export type CustomerOfOrder = {
/** The customer. */
"id": string;
/** Your own id of the customer; ours when you have none. */
"customerId": string;
/** The customer's name. */
"name": string | null;
/** Identifies the customer. Case does not matter. */
"email": string;
};

export type CustomerPage = {
"items": (Customer)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type DeactivateAnswer = {
/** The same sentence always. */
"message": string;
/** When the slot became free. */
"deactivatedAt": string;
};

export type DeactivateRequest = {
/** The key as the customer typed it. Case, spaces and dashes do not matter. */
"licenseKey": string;
/** Which activation: the `instanceId` that activate answered. */
"instanceId": string;
};

export type EditCustomer = {
/** The customer's name. */
"name"?: string | null;
/** Your own id of the customer; ours when you have none. */
"customerId"?: string;
};

export type EditLicense = {
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit"?: number | null;
/** From 1970 to 9999; null = never. The past is allowed: the license then expires at once. */
"expiresOn"?: string | null;
};

export type EditMailSettings = {
/** The vendor's name, as customers see it; null = the name in `KEYWRIGHT_MAIL_FROM`. */
"senderName"?: string | null;
/** Where answers go, and whom customers ask; null = the sender's address. */
"replyTo"?: string | null;
/** One line at the foot of each mail; null = none. */
"postalAddress"?: string | null;
/** Where customers download what they bought; null = the mails do not say. */
"downloadUrl"?: string | null;
/** The colour of buttons. What stands on them is white or black, whichever reads better. */
"color"?: string;
/** A PNG or JPEG of at most 64 kB and 2000 pixels a side, in base 64; null = none. */
"logo"?: string | null;
"mails"?: {
"key_on_purchase"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"key_regenerated"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"expiring"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"expired"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"new_device"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"device_ended"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
"key_recovery"?: {
/** Whether it is sent. */
"enabled"?: boolean;
/** A paragraph of your own, after the first; plain text. */
"paragraph"?: string | null;
};
};
};

export type EditMe = {
/** How the user is called, in the record too. */
"name": string;
};

export type EditPlan = {
/** The name that customers know. */
"name"?: string;
/** How your shop names the plan. Unique among all plans. */
"identifier"?: string;
/** For people. */
"description"?: string;
/** What payment providers call what this plan is sold as: a sale of one of them is an order of the plan. Each stands in one plan. */
"prices"?: (PlanPrice)[];
"license"?: {
/** Whether an order of the plan issues a license; true when terms are sent with a new plan. */
"enabled"?: boolean;
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit"?: number | null;
/** How long a license lasts; null = for ever. */
"expiry"?: {
"value": number;
/** Calendar units, counted in UTC: 31 January + 1 month = 28 or 29 February. */
"unit": "days" | "months" | "years";
/** When the time starts to run; `purchase` unless said otherwise. */
"from"?: "purchase" | "first_activation";
} | null;
/** Days after expiry in which the license still validates, marked as such. */
"graceDays"?: number;
/** When a new device meets a full license, the activation seen longest ago gives way if nobody has seen it for this many days; null = never. */
"releaseAfterDays"?: number | null;
};
/** How long before the expiry of a license its buyer is reminded by mail; all three unless said otherwise. */
"reminders"?: {
/** 30 days before. */
"days30"?: boolean;
/** 7 days before. */
"days7"?: boolean;
/** 1 day before. */
"days1"?: boolean;
};
};

export type EditProduct = {
/** The name that customers know. */
"name"?: string;
/** How your application names the product. Unique. */
"identifier"?: string;
/** What the keys begin with: 2 to 8 capital letters or digits. An edit touches future keys only. */
"keyPrefix"?: string;
/** For people. */
"description"?: string;
/** For your accounting; passed through. */
"taxCode"?: string;
/** What a whole refund or a lost dispute does to the license that was paid: it ends for ever, or until it is restored by hand. */
"onRefund"?: "deactivate" | "suspend";
/** What customers may do in the portal. What is left out stays as it is. */
"portal"?: {
/** Whether customers may end their devices themselves. */
"endDevices"?: boolean;
/** Whether customers may get a new key themselves. */
"regenerate"?: boolean;
/** Where a license that expires is renewed; null = nowhere. */
"renewalUrl"?: string | null;
};
};

export type EditSignInSettings = {
/** Whether everybody signs in with two steps: with a code after the password, or with a passkey. Whoever has neither is let in to set one up, and to nothing else. Tokens are not concerned. */
"twoStepRequired": boolean;
};

export type EndByDeviceLink = {
/** What stands behind the # of `manageUrl`. */
"deviceLink": string;
/** The device to end. */
"instanceId": string;
};

export type EraseCustomer = {
/** Whether the customer's licenses end for ever, too. Left out, they go on for whoever has the keys. */
"endLicenses"?: boolean;
};

export type Event = {
/** The event. */
"id": string;
/** When it happened. */
"at": string;
/** What happened. */
"type": "product.created" | "product.edited" | "plan.created" | "plan.edited" | "customer.created" | "customer.edited" | "customer.signed_in" | "customer.erased" | "order.placed" | "order.corrected" | "license.issued" | "license.edited" | "license.regenerated" | "license.suspended" | "license.restored" | "license.deactivated" | "license.key_sent" | "license.key_revealed" | "activation.created" | "activation.denied" | "activation.deactivated" | "activation.revoked" | "activation.ended" | "activation.released" | "token.created" | "token.revoked" | "user.invited" | "user.invitation_withdrawn" | "user.created" | "user.edited" | "user.role_changed" | "user.removed" | "user.signed_in" | "user.signed_out" | "user.password_changed" | "user.password_reset" | "user.two_step_enabled" | "user.two_step_disabled" | "user.recovery_codes_renewed" | "user.recovery_code_used" | "user.passkey_added" | "user.passkey_removed" | "sign_in.settings_edited" | "mail.settings_edited" | "mail.sent_again" | "secret.rotated";
"actor": {
/** `application`: the licensed application. `token`: another system. `operator`: the command line. `user`: somebody who is signed in. `provider`: a payment provider, of a sale there. `customer`: a customer in the portal, or by the link that an application showed. */
"kind": "application" | "token" | "operator" | "user" | "provider" | "customer";
/** The token, user or customer; null for the others. */
"id": string | null;
/** What the token, user, provider or customer was called then. */
"name": string | null;
};
"about": {
/** The product. */
"productId": string | null;
/** The plan. */
"planId": string | null;
/** The customer. */
"customerId": string | null;
/** The order. */
"orderId": string | null;
/** The license. */
"licenseId": string | null;
/** The activation. */
"activationId": string | null;
/** The server token. */
"tokenId": string | null;
/** The user. */
"userId": string | null;
};
/** What else is to be told; the reference lists it for each type. */
"data": Record<string, unknown>;
/** The license that it is about. */
"license": {
/** The license. */
"id": string;
/** The last five characters of its key, as it is now. */
"keyEnding": string;
/** `in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever. */
"status": "active" | "in_grace" | "suspended" | "expired" | "deactivated";
} | null;
/** The order that it is about. */
"order": {
/** The order. */
"id": string;
/** The number that people use. */
"number": number;
} | null;
/** The customer whom it is about. */
"customer": {
/** The customer. */
"id": string;
/** The customer's name. */
"name": string | null;
/** The customer's e-mail. */
"email": string;
} | null;
/** The plan that it is about. */
"plan": {
/** The plan. */
"id": string;
/** The name that customers know. */
"name": string;
} | null;
/** The product that it is about. */
"product": {
/** The product. */
"id": string;
/** The name that customers know. */
"name": string;
} | null;
};

export type EventPage = {
"items": (Event)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type Explanation = {
/** The moment that it is about. */
"at": string;
/** Whether a validation of its key would have been a yes. */
"valid": boolean;
/** What the validation would have said. */
"code": "VALID" | "GRACE_PERIOD" | "EXPIRED" | "DEACTIVATED" | "SUSPENDED" | "PRODUCT_MISMATCH" | "NOT_ACTIVATED" | "INVALID_KEY" | "INSTANCE_NOT_FOUND";
/** The same, in words. */
"detail": string;
/** What was looked at, in the order in which it counts. */
"findings": ({
/** What was looked at. */
"check": "issue" | "key" | "deactivation" | "suspension" | "expiry" | "devices";
/** Whether it lets the license be used; for `devices`, on one more device. */
"passed": boolean;
/** What was found, and who made it so, and when. */
"text": string;
})[];
/** What would change the answer, or is to be done about it. */
"mend": string;
};

export type FindLicense = {
/** The whole key. */
"licenseKey": string;
};

export type FullLicense = {
/** The device that waits for a slot, as the application called it. */
"waiting": string | null;
"product": {
/** The product's name. */
"name": string;
};
"plan": {
/** The plan's name. */
"name": string;
};
/** The last five characters of the key. */
"keyEnding": string;
/** How many devices are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
/** Whether a device must be ended before another fits. */
"isFull": boolean;
/** Those in use, the longest unused first; at most a hundred. */
"devices": (PortalDevice)[];
};

export type Invitation = {
/** The invitation: it names it, and lets nobody in. */
"id": string;
/** Who is invited. */
"email": string;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
/** Who has invited them; null = somebody at the command line. */
"invitedBy": string | null;
/** When they were invited. */
"createdAt": string;
/** Until when the link works. */
"expiresOn": string;
};

export type InvitationPage = {
"items": (Invitation)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type Invite = {
/** What the user signs in with. Case does not matter. */
"email": string;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
};

export type KeysOnTheWay = {
/** The same for everybody. */
"message": string;
};

export type License = {
/** The license. */
"id": string;
/** The key. A token that may write is told it whole, a person in the answer to the call that made it. All else holds its first group and its ending, and dots. */
"licenseKey": string;
/** When the first device was activated; null before. */
"activatedOn": string | null;
/** When the license expires; null = never. */
"expiresOn": string | null;
/** How many activations are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
/** False while the license is suspended, and once it was deactivated for ever. */
"enabled": boolean;
/** `in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever. */
"status": "active" | "in_grace" | "suspended" | "expired" | "deactivated";
/** How long the license lasts once its first device is activated; null when its time runs already, or it never expires. */
"expiryFromActivation": {
/** How many. */
"value": number;
/** Of what, in the UTC calendar. */
"unit": "days" | "months" | "years";
} | null;
/** Until when the license validates after its expiry; null when it has no grace or never expires. */
"graceEndsOn": string | null;
/** Since when the license is suspended; null while it is not. */
"suspendedOn": string | null;
/** Who holds it back: the vendor, or its own sale, of which a payment is missing. Null while nobody does. */
"suspendedBy": "vendor" | "sale" | null;
/** When the license was ended for ever; null while it was not. */
"deactivatedOn": string | null;
/** When the license was issued. */
"createdAt": string;
"order": {
/** The order. */
"id": string;
"number": number;
};
"customer": CustomerOfOrder;
"plan": PlanOfOrder;
};

export type LicenseDetails = {
/** The license. */
"id": string;
/** The whole key. */
"licenseKey": string;
/** When the first device was activated; null before. */
"activatedOn": string | null;
/** When the license expires; null = never. */
"expiresOn": string | null;
/** How many activations are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
/** False while the license is suspended, and once it was deactivated for ever. */
"enabled": boolean;
"customer": LicensedCustomer;
"plan": LicensedPlan;
/** Always null: subscriptions are not kept here. */
"subscription": null;
};

export type LicenseOfOrder = {
/** The license. */
"id": string;
/** The key. A token that may write is told it whole, a person in the answer to the call that made it. All else holds its first group and its ending, and dots. */
"licenseKey": string;
/** When the first device was activated; null before. */
"activatedOn": string | null;
/** When the license expires; null = never. */
"expiresOn": string | null;
/** How many activations are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
/** False while the license is suspended, and once it was deactivated for ever. */
"enabled": boolean;
/** `in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever. */
"status": "active" | "in_grace" | "suspended" | "expired" | "deactivated";
};

export type LicensePage = {
"items": (License)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type LicenseTerms = {
"enabled": boolean;
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit": number | null;
"expiry": {
"value": number;
/** Calendar units, in UTC. */
"unit": "days" | "months" | "years";
/** When the time starts to run. */
"from": "purchase" | "first_activation";
} | null;
/** Days after expiry in which the license still validates, marked as such. */
"graceDays": number;
/** When a new device meets a full license, the activation seen longest ago gives way if nobody has seen it for this many days; null = never. */
"releaseAfterDays": number | null;
};

export type LicenseWithLastSeen = {
/** The license. */
"id": string;
/** The key. A token that may write is told it whole, a person in the answer to the call that made it. All else holds its first group and its ending, and dots. */
"licenseKey": string;
/** When the first device was activated; null before. */
"activatedOn": string | null;
/** When the license expires; null = never. */
"expiresOn": string | null;
/** How many activations are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
/** False while the license is suspended, and once it was deactivated for ever. */
"enabled": boolean;
/** `in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever. */
"status": "active" | "in_grace" | "suspended" | "expired" | "deactivated";
/** How long the license lasts once its first device is activated; null when its time runs already, or it never expires. */
"expiryFromActivation": {
/** How many. */
"value": number;
/** Of what, in the UTC calendar. */
"unit": "days" | "months" | "years";
} | null;
/** Until when the license validates after its expiry; null when it has no grace or never expires. */
"graceEndsOn": string | null;
/** Since when the license is suspended; null while it is not. */
"suspendedOn": string | null;
/** Who holds it back: the vendor, or its own sale, of which a payment is missing. Null while nobody does. */
"suspendedBy": "vendor" | "sale" | null;
/** When the license was ended for ever; null while it was not. */
"deactivatedOn": string | null;
/** When the license was issued. */
"createdAt": string;
"order": {
/** The order. */
"id": string;
"number": number;
};
"customer": CustomerOfOrder;
"plan": PlanOfOrder;
/** The device in use that was seen last; null when none is in use. */
"lastSeen": {
/** The activation. */
"instanceId": string;
/** What the application called the device. */
"name": string | null;
/** When it last activated or validated. */
"at": string;
} | null;
};

export type LicensedCustomer = {
/** The vendor's id of the customer. */
"customerId": string;
/** Told to callers with a server token alone. */
"name"?: string | null;
/** Told to callers with a server token alone. */
"email"?: string;
};

export type LicensedPlan = {
/** How the vendor's shop names the plan. */
"identifier": string;
/** The name that customers know. */
"name": string;
/** For people; may be empty. */
"description": string;
/** The version of the plan whose terms the license carries. */
"version": number;
/** Whether the plan still has that version. */
"isLatest": boolean;
"product": {
/** The product. */
"id": string;
/** How the application names the product. */
"identifier": string;
/** The name that customers know. */
"name": string;
/** For the vendor's accounting. */
"taxCode": string;
/** When the product was made. */
"createdOn": string;
/** When it was last edited. */
"modifiedOn": string;
};
};

export type Mail = {
/** The mail. */
"id": string;
/** Which mail it is. */
"kind": "key_on_purchase" | "key_regenerated" | "expiring" | "expired" | "new_device" | "device_ended" | "key_recovery" | "password_reset" | "invitation" | "portal_sign_in" | "test";
/** To whom; null = to nobody, it is dropped when its turn comes. */
"recipient": string | null;
/** Its subject; null where that was not kept. */
"subject": string | null;
/** The license that it tells of. */
"licenseId": string | null;
/** `sent`: the mail server has it. `failed`: it was refused or given up. `unsent`: it was of no use any more before there was a server to send it, or a newer one took its place. */
"state": "waiting" | "sent" | "failed" | "unsent";
/** How often it was tried. */
"tries": number;
/** How often it is tried at most. */
"mostTries": number;
/** When it is tried next; null once it is settled. */
"nextTryOn": string | null;
/** Why the last try failed, in words. */
"lastError": string | null;
/** When it was written. */
"createdAt": string;
/** When it was sent or given up. */
"settledOn": string | null;
/** Whether its content is still there, so that it can be sent again. */
"canBeSentAgain": boolean;
};

export type MailPage = {
"items": (Mail)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type MailPreview = {
/** Whom it comes from. */
"from": string;
"subject": string;
/** The version without HTML. */
"text": string;
/** The version as HTML, the logo within. */
"html": string;
};

export type MailServerState = {
/** The mail server's name; null = none is set, and no mail is sent. */
"server": string | null;
/** Whom mails come from; null without a mail server. */
"from": string | null;
/** When the server last took a mail; null = never. */
"lastSentOn": string | null;
/** Why the mail that was tried last waits; null = none waits after a try. */
"trouble": string | null;
/** How many mails wait, at most 1000. */
"waiting": number;
/** How many mails were given up, at most 1000. */
"returned": number;
};

export type MailSettings = {
/** The vendor's name, as customers see it; null = the name in `KEYWRIGHT_MAIL_FROM`. */
"senderName": string | null;
/** Where answers go, and whom customers ask; null = the sender's address. */
"replyTo": string | null;
/** One line at the foot of each mail; null = none. */
"postalAddress": string | null;
/** Where customers download what they bought; null = the mails do not say. */
"downloadUrl": string | null;
/** The colour of buttons. What stands on them is white or black, whichever reads better. */
"color": string;
"logo": {
/** What kind of picture it is. */
"type": "image/png" | "image/jpeg";
/** In pixels. */
"width": number;
/** In pixels. */
"height": number;
/** The picture in base 64. */
"data": string;
} | null;
"mails": {
"key_on_purchase": MailSwitch;
"key_regenerated": MailSwitch;
"expiring": MailSwitch;
"expired": MailSwitch;
"new_device": MailSwitch;
"device_ended": MailSwitch;
"key_recovery": MailSwitch;
};
};

export type MailSwitch = {
/** Whether it is sent. */
"enabled": boolean;
/** A paragraph of your own, after the first. */
"paragraph": string | null;
};

export type Me = {
/** A person who is signed in, or another system. */
"kind": "user" | "token";
/** The user or the token. */
"id": string;
/** The user's name, or what the token is for. */
"name": string;
/** What the user signs in with; null for a token. */
"email": string | null;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only" | null;
/** What the caller may do. Each includes those before it. */
"scope": "license" | "read" | "support" | "write" | "admin" | "owner";
/** The one product whose things a token reaches; null = all. */
"productId": string | null;
};

export type OpenDeviceLink = {
/** What stands behind the # of `manageUrl`. */
"deviceLink": string;
};

export type OpenInvitation = {
/** What stands behind the # of the link. */
"invitation": string;
};

export type OpenedInvitation = {
/** Who is invited. */
"email": string;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
/** Who has invited them; null = somebody at the command line. */
"invitedBy": string | null;
/** Until when the link works. */
"expiresOn": string;
};

export type Order = {
/** The order. */
"id": string;
/** The number that people use. */
"number": number;
/** When it was placed. */
"createdAt": string;
/** Where the order stands. */
"status": "complete";
/** Where it came from: another system's token, a person's hand, or a payment provider. */
"source": "api" | "manual" | "stripe" | "paddle" | "lemon_squeezy";
/** What was paid; null when nobody said. */
"amount": {
/** A decimal number, as text. */
"value": string;
/** ISO 4217. */
"currency": string;
} | null;
"customer": CustomerOfOrder;
"plan": PlanOfOrder;
"license": LicenseOfOrder | null;
};

export type OrderPage = {
"items": (Order)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type Overview = {
/** How many days it looks back, today included. */
"days": number;
/** Licenses that are neither expired, suspended nor deactivated. */
"activeLicenses": number;
/** How many were active that many days ago, by the expiry that they have now. What was extended since counts then, too. */
"activeLicensesBefore": number;
/** Licenses that have expired and still validate. */
"inGrace": number;
/** Validations of keys that exist, in these days. */
"validations": number;
/** The same in as many days before. */
"validationsBefore": number;
/** New activations in these days. */
"activations": number;
/** Denied activations in these days. */
"denied": number;
/** Every day, the oldest first. */
"validationsByDay": ({
/** The day, in UTC. */
"day": string;
/** Validations on that day. */
"validations": number;
})[];
/** Every day, the oldest first. */
"activationsByDay": ({
/** The day, in UTC. */
"day": string;
/** New activations. */
"activated": number;
/** Denied activations. */
"denied": number;
})[];
/** How many licenses expire within the next 30 days. */
"expiringSoonCount": number;
/** Those that expire first, at most 10. */
"expiringSoon": (License)[];
/** Keys that deserve a look: many denied activations, or many different devices for their limit, in the last 7 days. The worst first, at most 10. */
"suspicious": ({
"license": License;
/** Denied activations in the last 7 days. */
"denied": number;
/** Different devices that were activated in the last 7 days. */
"devices": number;
/** The first of these. */
"since": string;
})[];
/** The steps to a working key. */
"checklist": {
/** There is a product. */
"product": boolean;
/** There is a plan with license keys. */
"plan": boolean;
/** There is an order. */
"order": boolean;
/** A device was activated. */
"activation": boolean;
};
};

export type Person = {
/** The user. */
"id": string;
/** How they are called, in the record too. */
"name": string;
/** What they sign in with. */
"email": string;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
/** Whether they need a code to sign in, after the password. */
"twoStep": boolean;
/** How many passkeys they have, by which they sign in without the password. */
"passkeys": number;
/** When their account was made. */
"createdAt": string;
/** When they last called, to the second or so; null = never. */
"lastSeenAt": string | null;
};

export type PersonPage = {
"items": (Person)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type PlaceOrder = {
/** Which plan; or say `planIdentifier`. */
"planId"?: string;
/** Which plan; or say `planId`. */
"planIdentifier"?: string;
"customer": {
/** Identifies the customer. Case does not matter. */
"email": string;
/** The customer's name. */
"name"?: string | null;
/** Your own id of the customer; ours when you have none. */
"customerId"?: string;
};
/** What was paid; null when nobody said. */
"amount"?: {
/** A decimal number, as text. */
"value": string;
/** ISO 4217. */
"currency": string;
} | null;
/** Whether the buyer gets the key by mail; true unless an import says otherwise. */
"mailKey"?: boolean;
};

export type Plan = {
/** The plan. */
"id": string;
/** The name that customers know. */
"name": string;
/** How your shop names the plan. Unique among all plans. */
"identifier": string;
/** For people. */
"description": string;
/** Counts the edits of the plan. A license remembers the version that it was issued by. */
"version": number;
"product": {
/** The product. */
"id": string;
/** Its slug. */
"identifier": string;
/** The name that customers know. */
"name": string;
};
"license": LicenseTerms;
/** What payment providers call what this plan is sold as: a sale of one of them is an order of the plan. Each stands in one plan. */
"prices": (PlanPrice)[];
"reminders": {
"days30": boolean;
"days7": boolean;
"days1": boolean;
};
/** When it was made. */
"createdAt": string;
/** When it was last edited. */
"modifiedAt": string;
};

export type PlanDetails = {
/** The plan. */
"id": string;
/** The name that customers know. */
"name": string;
/** How your shop names the plan. Unique among all plans. */
"identifier": string;
/** For people. */
"description": string;
/** Counts the edits of the plan. A license remembers the version that it was issued by. */
"version": number;
"product": {
/** The product. */
"id": string;
/** Its slug. */
"identifier": string;
/** The name that customers know. */
"name": string;
};
"license": LicenseTerms;
/** What payment providers call what this plan is sold as: a sale of one of them is an order of the plan. Each stands in one plan. */
"prices": (PlanPrice)[];
"reminders": {
"days30": boolean;
"days7": boolean;
"days1": boolean;
};
/** When it was made. */
"createdAt": string;
/** When it was last edited. */
"modifiedAt": string;
/** How many orders it has had. */
"orderCount": number;
};

export type PlanOfOrder = {
/** The plan. */
"id": string;
/** Its slug. */
"identifier": string;
/** The name that customers know. */
"name": string;
"product": {
/** The product. */
"id": string;
/** Its slug. */
"identifier": string;
/** The name that customers know. */
"name": string;
};
};

export type PlanPage = {
"items": (Plan)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type PlanPreview = {
/** When the license would be issued: now. Null when the terms issue none. */
"issuedOn": string | null;
/** When it would expire; null = never. Where the time starts with the first activation: as if that were now, too. */
"expiresOn": string | null;
/** When it would stop validating: its expiry, and its days of grace; null = never. */
"stopsWorkingOn": string | null;
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit": number | null;
};

export type PlanPrice = {
/** Which payment provider. */
"provider": "stripe" | "paddle" | "lemon_squeezy";
/** Its id of a price, a payment link or a variant. */
"id": string;
};

export type PortalBrand = {
/** Who sells: what stands at the top of every page. */
"name": string;
/** Where customers write to; null = nowhere. */
"contact": string | null;
/** The vendor's colour. */
"color": string;
/** What reads well on it. */
"textColor": string;
/** The vendor's logo as an address that holds it; null = none. */
"logo": string | null;
/** Whether a customer can sign in by e-mail. */
"sendsMail": boolean;
};

export type PortalDevice = {
/** The device's activation. */
"instanceId": string;
/** What the application called the device. */
"name": string | null;
/** What it runs on, where the application said so. */
"system": string | null;
/** When the application was last used there. */
"lastSeenAt": string;
};

export type PortalDevicePage = {
"items": (PortalDevice)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type PortalLicense = {
/** The license. */
"id": string;
/** The whole key. */
"licenseKey": string;
/** `in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever. */
"status": "active" | "in_grace" | "suspended" | "expired" | "deactivated";
/** When the license expires; null = never, or its time has not started to run. */
"expiresOn": string | null;
/** How long it lasts once its first device is activated; null when its time runs already, or never ends. */
"expiryFromActivation": {
/** How many. */
"value": number;
/** Of what, in the UTC calendar. */
"unit": "days" | "months" | "years";
} | null;
/** Until when it works after its expiry; null when it has no grace. */
"graceEndsOn": string | null;
/** How many devices are in use. */
"activationUsage": number;
/** How many may be in use; null = unlimited. */
"activationLimit": number | null;
"product": {
/** The product's name. */
"name": string;
};
"plan": {
/** The plan's name. */
"name": string;
};
"order": {
/** The number that people use. */
"number": number;
/** When it was bought. */
"createdAt": string;
};
/** Whether the customer may end devices. */
"mayEndDevices": boolean;
/** Whether the customer may get a new key, now. */
"mayRegenerate": boolean;
/** Where it is renewed; null = nowhere. */
"renewalUrl": string | null;
};

export type PortalLicensePage = {
"items": (PortalLicense)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type PortalOrder = {
/** The number that people use. */
"number": number;
/** When it was placed. */
"createdAt": string;
/** What was paid; null when nobody said. */
"amount": {
/** A decimal number, as text. */
"value": string;
/** ISO 4217. */
"currency": string;
} | null;
"product": {
/** The product's name. */
"name": string;
};
"plan": {
/** The plan's name. */
"name": string;
};
};

export type PortalOrderPage = {
"items": (PortalOrder)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type PortalSession = {
/** The customer's e-mail; null when a license key opened the session. */
"email": string | null;
/** The one license that the session is for; null = all of the customer's. */
"licenseId": string | null;
/** When it ends, unless it is used before. A key's session ends then in any case. */
"endsAt": string;
};

export type PreviewPlan = {
"license"?: {
/** Whether an order of the plan issues a license; true when terms are sent with a new plan. */
"enabled"?: boolean;
/** How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise. */
"activationLimit"?: number | null;
/** How long a license lasts; null = for ever. */
"expiry"?: {
"value": number;
/** Calendar units, counted in UTC: 31 January + 1 month = 28 or 29 February. */
"unit": "days" | "months" | "years";
/** When the time starts to run; `purchase` unless said otherwise. */
"from"?: "purchase" | "first_activation";
} | null;
/** Days after expiry in which the license still validates, marked as such. */
"graceDays"?: number;
/** When a new device meets a full license, the activation seen longest ago gives way if nobody has seen it for this many days; null = never. */
"releaseAfterDays"?: number | null;
};
};

export type Problem = {
/** Where the reference explains the code. */
"type": string;
/** The HTTP status again. */
"status": number;
/** The code in words. */
"title": string;
/** What is the matter with this request. */
"detail": string;
/** What to branch on. */
"code": "INVALID_REQUEST" | "UNAUTHORIZED" | "FORBIDDEN" | "SETUP_DONE" | "MAIL_OFF" | "MAIL_NOT_KEPT" | "CUSTOMER_ERASED" | "LICENSE_EXPIRED" | "LICENSE_DEACTIVATED" | "LICENSE_SUSPENDED" | "ACTIVATION_LIMIT_REACHED" | "LICENSE_NOT_FOUND" | "INSTANCE_NOT_FOUND" | "PRODUCT_NOT_FOUND" | "PLAN_NOT_FOUND" | "CUSTOMER_NOT_FOUND" | "ORDER_NOT_FOUND" | "SALE_NOT_FOUND" | "SALE_SETTLED" | "INVALID_SIGNATURE" | "IDEMPOTENCY_KEY_REUSED" | "TOKEN_NOT_FOUND" | "MAIL_NOT_FOUND" | "USER_NOT_FOUND" | "INVITATION_NOT_FOUND" | "LAST_OWNER" | "TWO_STEP_REQUIRED" | "NO_SECOND_STEP" | "LAST_SECOND_STEP" | "PASSKEY_NOT_FOUND" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "CHANGED_ELSEWHERE" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
/** The same text as `detail`, for clients that read this name. */
"message": string;
/** The same text as `detail`, for clients that read this name. */
"error": string;
/** Names this request in the server's log. */
"requestId": string;
/** What is wrong with each field. */
"errors"?: Record<string, (string)[]>;
/** With `ACTIVATION_LIMIT_REACHED`: how many slots there are. */
"activationLimit"?: number;
/** With `ACTIVATION_LIMIT_REACHED`: how many are taken. */
"activationUsage"?: number;
/** With `ACTIVATION_LIMIT_REACHED`, where the product's customers may end devices: show it to the customer, who ends one there. It works for 15 minutes and for this license alone. */
"manageUrl"?: string;
};

export type Product = {
/** The product. */
"id": string;
/** The name that customers know. */
"name": string;
/** How your application names the product. Unique. */
"identifier": string;
/** What the keys begin with: 2 to 8 capital letters or digits. An edit touches future keys only. */
"keyPrefix": string;
/** For people. */
"description": string;
/** For your accounting; passed through. */
"taxCode": string;
/** What a whole refund or a lost dispute does to the license that was paid: it ends for ever, or until it is restored by hand. */
"onRefund": "deactivate" | "suspend";
/** What customers may do in the portal. */
"portal": {
/** Whether customers may end their devices themselves. */
"endDevices": boolean;
/** Whether customers may get a new key themselves. */
"regenerate": boolean;
/** Where a license that expires is renewed; null = nowhere. */
"renewalUrl": string | null;
};
/** When it was made. */
"createdAt": string;
/** When it was last edited. */
"modifiedAt": string;
};

export type ProductPage = {
"items": (Product)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type RecoverKeys = {
/** Identifies the customer. Case does not matter. */
"email": string;
};

export type ResolveSale = {
/** The plan that was bought. */
"planId": string;
/** Whether the plan is to name the sale's prices from now on. */
"addPrice"?: boolean;
};

export type RestoreLicense = {
/** Why, for the record. */
"reason"?: string | null;
};

export type RevealedKey = {
/** The whole key. */
"licenseKey": string;
};

export type SaleEvent = {
/** The event, as we name it. */
"id": string;
/** Which payment provider. */
"provider": "stripe" | "paddle" | "lemon_squeezy";
/** The provider's id of it. */
"event": string;
/** What the provider calls it. */
"type": string;
/** When it happened, as the provider says. */
"at": string;
/** When it came in. */
"receivedAt": string;
/** `needs_plan`: paid, and nobody knows for which plan. `waiting`: it belongs to a sale whose payment has not been told yet. `dismissed`: somebody said that it is not ours. `ignored`: there is nothing to do about it. */
"state": "done" | "needs_plan" | "waiting" | "dismissed" | "ignored";
/** The buyer's e-mail, where it tells one. */
"email": string | null;
/** What became of it, in order. Empty: it changed nothing. */
"effects": ({
/** What it led to. */
"kind": "order_placed" | "order_corrected" | "extended" | "suspended" | "restored" | "deactivated";
/** Until when the license was extended; null for the others. */
"until": string | null;
})[];
/** The prices and payment links that it names. */
"prices": (string)[];
/** The order of its sale. */
"order": {
/** The order. */
"id": string;
/** The number that people use. */
"number": number;
} | null;
/** The license of its sale. */
"license": {
/** The license. */
"id": string;
/** The last five characters of its key. */
"keyEnding": string;
} | null;
};

export type SaleEventPage = {
"items": (SaleEvent)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type SaleProviders = {
/** Every provider that can be connected. */
"providers": ({
/** Which payment provider. */
"provider": "stripe" | "paddle" | "lemon_squeezy";
/** Whether its signing secret is set. */
"connected": boolean;
/** Whether it can be asked what was sold: `STRIPE_SECRET_KEY` is set. */
"canAsk": boolean;
/** How many plans name a price of it. */
"plansNaming": number;
/** When it last sent something; null when it never did. */
"lastEventAt": string | null;
})[];
/** How many plans there are. */
"plans": number;
/** Every source. */
"orders": ({
/** Where they came from. */
"source": "api" | "manual" | "stripe" | "paddle" | "lemon_squeezy";
/** How many in the last 30 days. */
"count": number;
})[];
/** How many sales need a plan; counted up to 100. */
"unresolved": number;
};

export type SendTestMail = {
/** Which mail. */
"kind": "key_on_purchase" | "key_regenerated" | "expiring" | "expired" | "new_device" | "device_ended" | "key_recovery";
};

export type SentInvitation = {
/** The invitation: it names it, and lets nobody in. */
"id": string;
/** Who is invited. */
"email": string;
/** `owner`: everything, and people. `admin`: everything but people. `support`: see everything, and change orders, licenses, devices and customers. `read_only`: see everything but whole keys. */
"role": "owner" | "admin" | "support" | "read_only";
/** Who has invited them; null = somebody at the command line. */
"invitedBy": string | null;
/** When they were invited. */
"createdAt": string;
/** Until when the link works. */
"expiresOn": string;
/** Where they make their account. Shown this once: only a hash of it is kept. */
"link": string;
/** Whether the link is on its way to them; otherwise somebody must give it. */
"mailed": boolean;
};

export type SetUp = {
/** What stands behind the # of the setup link. */
"token": string;
/** How the user is called, in the record too. */
"name": string;
/** What the user signs in with. Case does not matter. */
"email": string;
/** 10 characters or more. */
"password": string;
};

export type SetupState = {
/** Whether there is no account yet. */
"needed": boolean;
/** Whether the server sends mail: how a forgotten password is mended. */
"sendsMail": boolean;
};

export type SignInAsked = {
/** Send it with the code from the mail. */
"attempt": string;
};

export type SignInByCode = {
/** What asking for the mail answered. */
"attempt": string;
/** The six digits from the mail. Spaces do not matter. */
"code": string;
};

export type SignInByKey = {
/** The whole key. Case, spaces and dashes do not matter. */
"licenseKey": string;
};

export type SignInByLink = {
/** What stands behind the # of the mailed link. */
"link": string;
};

export type SignInSettings = {
/** Whether everybody signs in with two steps: with a code after the password, or with a passkey. Whoever has neither is let in to set one up, and to nothing else. Tokens are not concerned. */
"twoStepRequired": boolean;
};

export type SuspendLicense = {
/** Why, for the record. */
"reason"?: string | null;
};

export type Token = {
/** The token's id: it names the token, and lets nobody in. */
"id": string;
/** Where it is used. */
"name": string;
/** `license`: the License API alone, so that the token may be shipped with an application. `read`: see everything but whole keys. `write`: see whole keys, and change everything but tokens. `admin`: tokens too. No token looks after people. */
"scope": "license" | "read" | "write" | "admin";
/** The one product whose things it reaches; null = all. */
"product": {
/** The product. */
"id": string;
/** The name that customers know. */
"name": string;
} | null;
/** When it was made. */
"createdAt": string;
/** From when on it lets nobody in; null = never. */
"expiresOn": string | null;
/** When it was last used, to the second or so; null = never. */
"lastUsedAt": string | null;
};

export type TokenPage = {
"items": (Token)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type UnresolvedSale = {
/** The sale. */
"id": string;
/** Which payment provider. */
"provider": "stripe" | "paddle" | "lemon_squeezy";
/** When it was paid. */
"boughtAt": string;
"buyer": {
/** Null where the provider told none. */
"email": string | null;
/** Null where the provider told none. */
"name": string | null;
};
/** What was paid; null when nobody said. */
"amount": {
/** A decimal number, as text. */
"value": string;
/** ISO 4217. */
"currency": string;
} | null;
/** The plan that its metadata names, which does not exist; null when it names none. */
"planIdentifier": string | null;
/** The prices and payment links that it names, which no plan does. */
"prices": (string)[];
};

export type UnresolvedSalePage = {
"items": (UnresolvedSale)[];
/** Send it as `cursor` for the next page; null at the end. */
"nextCursor": string | null;
};

export type ValidateAnswer = {
/** Whether the application may run. */
"valid": boolean;
/** Why, as a word to branch on. */
"code": "VALID" | "GRACE_PERIOD" | "EXPIRED" | "DEACTIVATED" | "SUSPENDED" | "PRODUCT_MISMATCH" | "NOT_ACTIVATED" | "INVALID_KEY" | "INSTANCE_NOT_FOUND";
/** Why, in a sentence. */
"detail": string;
/** What was stored with the activation, verbatim; empty without one. */
"metadata": Record<string, unknown>;
"license": LicenseDetails | null;
};

export type ValidateRequest = {
/** The key as the customer typed it. Case, spaces and dashes do not matter. */
"licenseKey": string;
/** Which activation: the `instanceId` that activate answered. */
"instanceId"?: string;
/** The product that asks. A key of another product is refused. */
"productIdentifier"?: string;
/** Names the device. The same fingerprint gets its own activation back and takes no second slot. */
"fingerprint"?: string;
};

export interface paths {
"/healthz": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": {
"status": "ok";
};}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/readyz": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": {
"status": "ok";
};}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/license/activate": {post: {parameters: {query?: never;header?: {"idempotency-key"?: string;};path?: never;cookie?: never;}; requestBody: {content: {"application/json": ActivateRequest;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": ActivateAnswer;}};201: {headers: Record<string, unknown>; content: {"application/json": ActivateAnswer;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/license/validate": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": ValidateRequest;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": ValidateAnswer;}};404: {headers: Record<string, unknown>; content: {"application/json": ValidateAnswer;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/license/deactivate": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": DeactivateRequest;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": DeactivateAnswer;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/products": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": CreateProduct;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": Product;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": ProductPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/products/{id}": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Product;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": EditProduct;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Product;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/products/{id}/plans": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": CreatePlan;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": Plan;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PlanPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/plans": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PlanPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/plans/preview": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": PreviewPlan;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PlanPreview;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/plans/{id}": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PlanDetails;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": EditPlan;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Plan;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/customers": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": CreateCustomer;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": Customer;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"search"?: string;"email"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": CustomerPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/customers/{id}": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": CustomerDetails;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": EditCustomer;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": CustomerDetails;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/customers/{id}/erase": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": EraseCustomer;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": CustomerDetails;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/customers/{id}/export": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": CustomerExport;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/orders": {post: {parameters: {query?: never;header?: {"idempotency-key"?: string;};path?: never;cookie?: never;}; requestBody: {content: {"application/json": PlaceOrder;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Order;}};201: {headers: Record<string, unknown>; content: {"application/json": Order;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"search"?: string;"email"?: string;"number"?: number;"product"?: string;"plan"?: string;"customer"?: string;"status"?: "active" | "in_grace" | "suspended" | "expired" | "deactivated" | "none";"source"?: "api" | "manual" | "stripe" | "paddle" | "lemon_squeezy";"from"?: string;"to"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": OrderPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/orders/{id}": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Order;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"search"?: string;"email"?: string;"order"?: string;"product"?: string;"plan"?: string;"customer"?: string;"status"?: "active" | "in_grace" | "suspended" | "expired" | "deactivated";"expiresAfter"?: string;"expiresBefore"?: string;"keyEnding"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": LicensePage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/find": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": FindLicense;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}": {get: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": LicenseWithLastSeen;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": EditLicense;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/explanation": {get: {parameters: {query?: {"at"?: string;};header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Explanation;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/regenerate": {post: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/suspend": {post: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": SuspendLicense;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/restore": {post: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": RestoreLicense;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/reveal": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": RevealedKey;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/send-key": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/deactivate": {post: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": License;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/activations": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"ended"?: boolean;};header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": ActivationPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/customers/{id}/activations": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"ended"?: boolean;};header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": ActivationOfCustomerPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/licenses/{id}/activations/{instanceId}": {delete: {parameters: {query?: never;header?: {"if-match"?: string;};path: {"id": string;"instanceId": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/me": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Me;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": EditMe;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Me;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/events": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"license"?: string;"order"?: string;"customer"?: string;"product"?: string;"type"?: "product.created" | "product.edited" | "plan.created" | "plan.edited" | "customer.created" | "customer.edited" | "customer.signed_in" | "customer.erased" | "order.placed" | "order.corrected" | "license.issued" | "license.edited" | "license.regenerated" | "license.suspended" | "license.restored" | "license.deactivated" | "license.key_sent" | "license.key_revealed" | "activation.created" | "activation.denied" | "activation.deactivated" | "activation.revoked" | "activation.ended" | "activation.released" | "token.created" | "token.revoked" | "user.invited" | "user.invitation_withdrawn" | "user.created" | "user.edited" | "user.role_changed" | "user.removed" | "user.signed_in" | "user.signed_out" | "user.password_changed" | "user.password_reset" | "user.two_step_enabled" | "user.two_step_disabled" | "user.recovery_codes_renewed" | "user.recovery_code_used" | "user.passkey_added" | "user.passkey_removed" | "sign_in.settings_edited" | "mail.settings_edited" | "mail.sent_again" | "secret.rotated" | "product" | "plan" | "customer" | "order" | "license" | "activation" | "token" | "user" | "sign_in" | "mail" | "secret";"actor"?: "application" | "token" | "operator" | "user" | "provider" | "customer";"from"?: string;"to"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": EventPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/overview": {get: {parameters: {query?: {"days"?: number;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Overview;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sales/events": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"state"?: "done" | "needs_plan" | "waiting" | "dismissed" | "ignored";"provider"?: "stripe" | "paddle" | "lemon_squeezy";};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SaleEventPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sales/unresolved": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": UnresolvedSalePage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sales/unresolved/{id}/resolve": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": ResolveSale;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Order;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sales/unresolved/{id}/dismiss": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sales/providers": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SaleProviders;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/tokens": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": TokenPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": CreateToken;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": CreatedToken;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/tokens/{id}": {delete: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/users": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PersonPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/users/{id}": {patch: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody: {content: {"application/json": ChangeRole;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Person;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};delete: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/invitations": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": InvitationPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": Invite;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": SentInvitation;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/invitations/{id}": {delete: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/sign-in-settings": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SignInSettings;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": EditSignInSettings;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SignInSettings;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mail/settings": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": MailSettings;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};patch: {parameters: {query?: never;header?: {"if-match"?: string;};path?: never;cookie?: never;}; requestBody: {content: {"application/json": EditMailSettings;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": MailSettings;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mail/server": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": MailServerState;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mail/previews/{kind}": {get: {parameters: {query?: never;header?: never;path: {"kind": "key_on_purchase" | "key_regenerated" | "expiring" | "expired" | "new_device" | "device_ended" | "key_recovery";};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": MailPreview;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mail/tests": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": SendTestMail;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": {
/** Where it goes. */
"recipient": string;
};}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mails": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;"state"?: "waiting" | "sent" | "failed" | "unsent";"kind"?: "key_on_purchase" | "key_regenerated" | "expiring" | "expired" | "new_device" | "device_ended" | "key_recovery" | "password_reset" | "invitation" | "portal_sign_in" | "test";"recipient"?: string;"license"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": MailPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mails/{id}/send-again": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Mail;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/mails/{id}/send-now": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": Mail;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/setup": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SetupState;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": SetUp;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": Me;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/invitations/open": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": OpenInvitation;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": OpenedInvitation;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/invitations/accept": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": AcceptInvitation;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": Me;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/recover": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": RecoverKeys;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": KeysOnTheWay;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/brand": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalBrand;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/sign-in": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": AskToSignIn;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": SignInAsked;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/sign-in/link": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": SignInByLink;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": PortalSession;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/sign-in/code": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": SignInByCode;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": PortalSession;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/sign-in/key": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": SignInByKey;}}; responses: {201: {headers: Record<string, unknown>; content: {"application/json": PortalSession;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/device-link": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": OpenDeviceLink;}}; responses: {200: {headers: Record<string, unknown>; content: {"application/json": FullLicense;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/device-link/end": {post: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody: {content: {"application/json": EndByDeviceLink;}}; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/session": {get: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalSession;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};delete: {parameters: {query?: never;header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/licenses": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalLicensePage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/licenses/{id}/devices": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalDevicePage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/licenses/{id}/devices/{instanceId}": {delete: {parameters: {query?: never;header?: never;path: {"id": string;"instanceId": string;};cookie?: never;}; requestBody?: never; responses: {204: {headers: Record<string, unknown>; content?: never};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/licenses/{id}/regenerate": {post: {parameters: {query?: never;header?: never;path: {"id": string;};cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalLicense;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
"/api/v1/portal/orders": {get: {parameters: {query?: {"limit"?: number;"cursor"?: string;};header?: never;path?: never;cookie?: never;}; requestBody?: never; responses: {200: {headers: Record<string, unknown>; content: {"application/json": PortalOrderPage;}};"4XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};"5XX": {headers: Record<string, unknown>; content: {"application/problem+json": Problem;}};}};};
}
