import { expect, test } from "vitest";
import { isLocal, readSmtpUrl } from "#kit/smtp-server.ts";

const open = { isEncrypted: false, credentials: null };

test.each([
  ["smtp://mail.example.com", { ...open, host: "mail.example.com", port: 587 }],
  ["smtp://mail.example.com:25/", { ...open, host: "mail.example.com", port: 25 }],
  ["smtps://mail.example.com", { ...open, host: "mail.example.com", port: 465, isEncrypted: true }],
  ["smtp://[::1]:2525", { ...open, host: "::1", port: 2525 }],
  [
    "smtps://lena%40example.com:p%2Fss%3Aword@mail.example.com",
    {
      host: "mail.example.com",
      port: 465,
      isEncrypted: true,
      credentials: { user: "lena@example.com", password: "p/ss:word" },
    },
  ],
])("%s is read", (text, server) => {
  expect(readSmtpUrl(text)).toEqual(server);
});

test.each([
  ..."mail.example.com|mail.example.com:587|http://mail.example.com|smtp://|smtp:mail.example.com|smtp://:587".split(
    "|",
  ),
  ..."smtp://mail.example.com/inbox|smtp://mail.example.com?pool=true|smtp://mail.example.com#x".split("|"),
  ..."smtp://lena@mail.example.com|smtp://:secret@mail.example.com|smtp://a:%zz@mail.example.com".split("|"),
  ..."smtp://mail.example.com:0|smtp://mail.example.com:70000|smtp://a b".split("|"),
])("%s is none", (text) => {
  expect(readSmtpUrl(text)).toBeNull();
});

test("a server on this machine is told from all others", () => {
  const local = (host: string) => isLocal({ ...open, host, port: 25 });
  expect(["localhost", "127.0.0.1", "127.1.2.3", "::1"].map(local)).toEqual([true, true, true, true]);
  expect(["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "::"].map(local)).not.toContain(true);
});
