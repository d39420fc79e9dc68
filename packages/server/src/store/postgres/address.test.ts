import { expect, test } from "vitest";
import { parsePostgresUrl } from "#store/postgres/address.ts";

test.each([
  ["postgres://db.example.com/keywright", ["postgres://db.example.com/keywright"], "db.example.com"],
  ["postgresql://u:p@[::1]:6432/k", ["postgresql://u:p@[::1]:6432/k"], "[::1]:6432"],
  [
    "postgres://u:p@one:5432,two:5433/k?target_session_attrs=read-write&sslmode=verify-full",
    ["one:5432", "two:5433"].map(
      (host) => `postgres://u:p@${host}/k?target_session_attrs=read-write&sslmode=verify-full`,
    ),
    "one:5432, two:5433",
  ],
  ["postgres:///k?host=/run/postgresql", ["postgres:///k?host=/run/postgresql"], "/run/postgresql"],
])("%s is read", (url, servers, label) => {
  expect(parsePostgresUrl(url)).toEqual({ servers, label });
});

test.each([
  "mysql://db/k",
  "keywright.example.com",
  "postgres:db",
  "postgres://one,/k",
  "postgres://one:port/k",
  "postgres://one/k?target_session_attrs=prefer-standby",
])("%s is refused in words that do not repeat it", (url) => {
  const fault = parsePostgresUrl(url);
  expect(fault).toEqual(expect.any(String));
  expect(fault).not.toContain(url);
});

test("a password is in the address of a server alone, never in the words for people", () => {
  const address = parsePostgresUrl("postgres://keywright:hunter2@one,two/k");
  expect(typeof address === "string" ? address : address.label).not.toContain("hunter2");
});
