import { listAllUsers } from "#actions/users/list.ts";
import { resetPassword } from "#actions/users/reset-password.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import { say } from "#kit/say.ts";

export const userList: Command = {
  usage: "user list",
  summary: "List who may sign in: id, date, e-mail, name.",
  run: (call) =>
    withOperator(call, listAllUsers, (users) => {
      for (const { id, createdAt, email, name } of users)
        print(`${id}  ${createdAt.toString().slice(0, 10)}  ${email}  ${name}`);
      if (users.length === 0) say("There is no account yet. `keywright serve` prints a link that makes the first one.");
    }),
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
