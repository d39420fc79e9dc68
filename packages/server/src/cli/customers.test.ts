import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { givenInstallation } from "#test/given.ts";
import { runCommand } from "#test/process.ts";

test("customers are exported and erased by id, the vendor's id or e-mail, after a question", async () => {
  const environment = await givenDatabase();
  const given = await givenInstallation(environment);
  const { customer } = await given.license();
  const { email, id } = customer;

  const exported = await runCommand(["customers", "export", email.toUpperCase()], environment);
  expect(exported.status).toBe(0);
  expect(JSON.parse(exported.stdout)).toMatchObject({
    customer: { id, email, name: "Ines Duarte" },
    orders: [{ number: 1001 }],
    licenses: [{ keyEnding: expect.stringMatching(/^.{5}$/) }],
    events: [{ type: "customer.created" }, { type: "order.placed" }, { type: "license.issued" }],
  });

  const unasked = await runCommand(["customers", "erase", email], environment);
  expect(unasked).toMatchObject({ status: 2, stderr: expect.stringContaining("say --yes") });
  const erased = await runCommand(["customers", "erase", id, "--yes"], environment);
  expect(erased).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining(`Customer ${id} is erased.`) });
  expect(erased.stderr).toContain("Backups");
  expect(await given.events()).toContain("customer.erased");
  expect(await runCommand(["customers", "erase", email, "--yes"], environment)).toMatchObject({
    status: 1,
    stderr: "No customer has this id or e-mail.\n",
  });
  expect(await runCommand(["customers", "erase"], environment)).toMatchObject({ status: 2 });
});
