import { createInterface } from "node:readline/promises";
import type { Context } from "#actions/context.ts";
import { eraseCustomer } from "#actions/customers/erase.ts";
import { exportCustomer } from "#actions/customers/export.ts";
import { type CustomerDetails, getCustomer } from "#actions/customers/get.ts";
import { identifyCustomer } from "#actions/customers/identify.ts";
import { type Call, type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { say } from "#kit/say.ts";

export const customersErase: Command = {
  usage: "customers erase ID_OR_EMAIL [--yes]",
  summary: "Make a customer unrecognisable everywhere, in the record, too. There is no way back.",
  flags: {
    yes: "Do so without asking.",
    "end-licenses": "End their licenses for ever, too; otherwise these go on for whoever has the keys.",
  },
  async run(call) {
    const which = whichOf(call);
    const endsLicenses = call.flags.has("end-licenses");
    let isLeft = false;
    const status = await withOperator<CustomerDetails>(
      call,
      async (context) => {
        const customer = await find(context, which);
        if (isRefusal(customer)) return customer;
        if (!call.flags.has("yes") && !(await isSure(customer, endsLicenses))) {
          isLeft = true;
          return customer;
        }
        return eraseCustomer(context, { id: customer.id, endsLicenses });
      },
      ({ id, orders, licenses }) => {
        if (isLeft) say("Nothing was changed.");
        else {
          say(
            `Customer ${id} is erased. Left of them: ${count(orders, "order")} and ${count(licenses, "license")} of nobody.`,
          );
          say("Backups that were made before still name them: delete these, or erase again after a restore.");
        }
      },
    );
    return isLeft ? 1 : status;
  },
};

export const customersExport: Command = {
  usage: "customers export ID_OR_EMAIL",
  summary: "Print all that is held about a customer, as JSON: what a person may ask for by law.",
  run(call) {
    const which = whichOf(call);
    return withOperator(
      call,
      async (context) => {
        const customer = await find(context, which);
        if (isRefusal(customer)) return customer;
        const data = await exportCustomer(context, customer.id);
        return isRefusal(data) ? data : { exportedAt: context.clock.now().toString(), ...data };
      },
      (data) => print(JSON.stringify(data, null, 2)),
    );
  },
};

function whichOf({ words: [which] }: Call): string {
  if (which === undefined) throw new UsageError("which customer? Give their id, yours of them, or their e-mail");
  return which;
}

async function find(context: Context, which: string): Promise<CustomerDetails | Refusal> {
  const id = await identifyCustomer(context, which);
  return isRefusal(id) ? id : getCustomer(context, id);
}

async function isSure({ name, email, orders, licenses }: CustomerDetails, endsLicenses: boolean): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("nobody is there to be asked; say --yes");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const who = name === null ? email : `${name} <${email}>`;
  const left = endsLicenses ? "licenses end for ever" : "licenses go on for whoever has the keys";
  const answer = await asking.question(
    `${who}, with ${count(orders, "order")} and ${count(licenses, "license")}, will be known to nobody any more; the ${left}. There is no way back. Erase? (yes/no) `,
  );
  asking.close();
  return answer.trim().toLowerCase() === "yes";
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
