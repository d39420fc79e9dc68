import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createPost, type Message } from "#kit/post.ts";
import { readSmtpUrl } from "#kit/smtp-server.ts";
import { type Behaviour, givenMailServer } from "#test/mail-server.ts";

const from = { name: "Halcyon, Audio", address: "keys@halcyon.example" };
const message: Message = {
  id: "0198f0a0-0000-7000-8000-000000000000",
  writtenAt: Temporal.Instant.from("2026-03-10T09:30:00Z"),
  to: "ines@northlight.example",
  subject: "Your key for Ação",
  html: "<p>HALC-7XK2M é</p>",
  text: "HALC-7XK2M é\n",
};

function postTo(url: string, sendingMs?: number) {
  const server = readSmtpUrl(url);
  if (server === null) throw new Error(`not an SMTP server: ${url}`);
  const post = createPost(server, from, sendingMs);
  onTestFinished(() => post.close());
  return post;
}

test("a message arrives as HTML and as text, from the sender, under its own id, and asks for no absence notes", async () => {
  const server = await givenMailServer();
  expect(await postTo(server.url).send(message)).toBeNull();
  const mail = await server.nextMail();
  expect(mail).toMatchObject({
    from: from.address,
    to: [message.to],
    messageId: `<${message.id}@halcyon.example>`,
    html: expect.stringContaining(message.html),
    text: message.text,
  });
  expect(mail.headers.get("from")).toBe('"Halcyon, Audio" <keys@halcyon.example>');
  expect(mail.headers.get("date")).toBe("Tue, 10 Mar 2026 09:30:00 +0000");
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
});

test("a password is sent to a server on this machine that encrypts with whatever certificate it has", async () => {
  const tried: unknown[] = [];
  const server = await givenMailServer({
    authOptional: false,
    disabledCommands: [],
    onAuth({ username, password }, { secure }, answer) {
      tried.push({ username, password, secure });
      if (password === "right") answer(null, { user: username });
      else answer(Object.assign(new Error("no such user"), { responseCode: 535 }));
    },
  });
  const withPassword = (password: string) => server.url.replace("smtp://", `smtp://keys:${password}@`);
  expect(await postTo(withPassword("right")).send(message)).toBeNull();
  expect(tried).toEqual([{ username: "keys", password: "right", secure: true }]);
  // Whoever runs the installation can mend that: the mail waits for it.
  const refused = await postTo(withPassword("wr0ng")).send(message);
  expect(refused).toEqual({
    isPermanent: false,
    reason: expect.stringMatching(/does not take the user name and password of SMTP_URL: 535/),
  });
  expect(refused?.reason).not.toContain("wr0ng");
});

test.each<[Behaviour, boolean, RegExp]>([
  [{ at: "RCPT TO", code: 550, words: "No such mailbox" }, true, /answered: 550 No such mailbox/],
  [{ at: "MAIL FROM", code: 553, words: "Not your address" }, true, /answered: 553 Not your address/],
  [{ at: "DATA", code: 554, words: "Looks like spam" }, true, /answered: 554 Looks like spam/],
  [{ at: "RCPT TO", code: 451, words: "Try later" }, false, /answered: 451 Try later/],
  [{ at: "DATA", code: 452, words: "Disk full" }, false, /answered: 452 Disk full/],
  [{ at: "MAIL FROM", code: 530, words: "Sign in first" }, false, /answered: 530 Sign in first/],
  ["hang up", false, /hung up|closed/],
])("%j is told in the server's words, and whether it is for good", async (behaviour, isPermanent, reason) => {
  const server = await givenMailServer();
  server.plan.push(behaviour);
  expect(await postTo(server.url).send(message)).toEqual({ isPermanent, reason: expect.stringMatching(reason) });
  expect(server.mails).toEqual([]);
});

test("a server that is not there, is no mail server, or never says a word is told as that", async () => {
  const server = await givenMailServer();
  server.plan.push("hang");
  expect(await postTo(server.url, 50).send(message)).toEqual({
    isPermanent: false,
    reason: expect.stringMatching(/took more than 0.05 seconds/),
  });
  await server.stop();
  expect(await postTo(server.url).send(message)).toEqual({
    isPermanent: false,
    reason: expect.stringMatching(/can't be reached/),
  });
  const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  onTestFinished(() => void other.close());
  const port = await new Promise<number>((resolve) =>
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port)),
  );
  expect(await postTo(`smtp://127.0.0.1:${port}`).send(message)).toMatchObject({ isPermanent: false });
});

test("an address that no server could be told is refused for good", async () => {
  const server = await givenMailServer();
  for (const to of ["a@b>\r\nRCPT TO:<eve@example.com", "a\r\n@b.example"])
    expect(await postTo(server.url).send({ ...message, to })).toMatchObject({ isPermanent: true });
  expect(server.mails).toEqual([]);
});

test("what is being sent is broken off when the process stops", async () => {
  const server = await givenMailServer();
  server.plan.push("hang");
  const post = postTo(server.url);
  const sent = post.send(message);
  expect(await server.nextCaller()).toBe("hang");
  post.close();
  expect(await sent).toEqual({ isPermanent: false, reason: "Keywright was stopped while it sent the mail." });
});
