import { ROLES } from "@keywright/contract/scopes";
import type { Context } from "#actions/context.ts";
import { changeRole } from "#actions/users/change-role.ts";
import { invite } from "#actions/users/invite.ts";
import { listAllUsers } from "#actions/users/list.ts";
import { removeUser } from "#actions/users/remove.ts";
import { requireTwoStep } from "#actions/users/require-two-step.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import { switchOffTwoStep } from "#actions/users/switch-off-two-step.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import type { Role } from "#domain/actor.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { foldEmail, type ListedUser } from "#domain/users/user.ts";
import { say } from "#kit/say.ts";

/** More people than anybody has. */
const ALL = { limit: 100_000, before: null };

export const userList: Command = {
  usage: "user list",
  summary: "List who may sign in: id, role, date, e-mail, name.",
  run: (call) =>
    withOperator(
      call,
      (context) => listAllUsers(context, ALL),
      ({ items: users }) => {
        for (const { id, role, createdAt, email, name } of users)
          print(`${id}  ${spell(role).padEnd(9)}  ${createdAt.toString().slice(0, 10)}  ${email}  ${name}`);
        if (users.length === 0)
          say("There is no account yet. `keywright serve` prints a link that makes the first one.");
      },
    ),
};

export const userInvite: Command = {
  usage: "user invite EMAIL [--role ROLE]",
  summary: "Invite somebody, and print the link by which they make their account, once, within three days.",
  options: { role: `What they will be: ${ROLES.map(spell).join(", ")}; read-only when not said.` },
  run(call) {
    const email = call.words[0];
    if (email === undefined) throw new UsageError("invite whom? `keywright user invite EMAIL`");
    const role = readRole(call.options.role ?? "read-only");
    return withOperator(
      call,
      (context) => invite(context, { email, role, page: `${context.publicUrl}/invitation` }),
      ({ link }) => print(link),
    );
  },
};

export const userSetRole: Command = {
  usage: "user set-role EMAIL ROLE",
  summary: "Give a user another role. It counts from their next call on.",
  run(call) {
    const [email, word] = call.words;
    if (email === undefined || word === undefined)
      throw new UsageError(`whose role, and which? Say one of ${ROLES.map(spell).join(", ")}`);
    const role = readRole(word);
    return withOperator(
      call,
      (context) => ofUser(context, email, ({ id }) => changeRole(context, { id, role })),
      ({ name }) => say(`${name} is ${spell(role)} now.`),
    );
  },
};

export const userRemove: Command = {
  usage: "user remove EMAIL",
  summary: "Take a user's account. Their sessions end at once; what they did stays on record.",
  run(call) {
    const email = call.words[0];
    if (email === undefined) throw new UsageError("remove whom? `keywright user list` shows the e-mails");
    return withOperator(
      call,
      (context) => ofUser(context, email, ({ id }) => removeUser(context, id)),
      ({ name }) => say(`${name} has no account any more.`),
    );
  },
};

export const userResetPassword: Command = {
  usage: "user reset-password EMAIL",
  summary: "Give a user a new password, and print it. It is shown this once; the user's sessions end.",
  run(call) {
    const email = call.words[0];
    if (email === undefined) throw new UsageError("whose password? `keywright user list` shows the e-mails");
    return withOperator(call, (context) => resetPassword(context, email), print);
  },
};

export const userSwitchOffTwoStep: Command = {
  usage: "user switch-off-two-step EMAIL",
  summary:
    "Let a user sign in with the password alone who has lost app, recovery codes and passkeys. First make sure that it is them.",
  run(call) {
    const email = call.words[0];
    if (email === undefined) throw new UsageError("for whom? `keywright user list` shows the e-mails");
    return withOperator(
      call,
      (context) => switchOffTwoStep(context, email),
      ({ name }) => say(`${name} signs in with the password alone now.`),
    );
  },
};

export const userRequireTwoStep: Command = {
  usage: "user require-two-step yes|no",
  summary: "Say whether everybody must sign in with two steps: with a code after the password, or with a passkey.",
  run(call) {
    const [word] = call.words;
    if (word !== "yes" && word !== "no") throw new UsageError("must everybody? Say yes or no");
    return withOperator(
      call,
      (context) => requireTwoStep(context, word === "yes"),
      ({ twoStepRequired }) =>
        say(
          twoStepRequired
            ? "Everybody signs in with two steps now. Whoever has no second step sets one up when they next call."
            : "The password alone is enough now, for whoever has no second step.",
        ),
    );
  },
};

async function ofUser<T>(
  context: Context,
  email: string,
  action: (user: ListedUser) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const users = await listAllUsers(context, ALL);
  if (isRefusal(users)) return users;
  const user = users.items.find((each) => each.email === foldEmail(email));
  return user === undefined ? refuse("USER_NOT_FOUND", "No user has this e-mail.") : action(user);
}

/** A role as people write it: `read-only`. */
function spell(role: Role): string {
  return role.replace("_", "-");
}

function readRole(word: string): Role {
  const role = ROLES.find((known) => spell(known) === word || known === word);
  if (role === undefined) throw new UsageError(`there is no role "${word}"; say one of ${ROLES.map(spell).join(", ")}`);
  return role;
}
