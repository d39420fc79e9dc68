import type { Command } from "#cli/command.ts";

/** The page that `--help` shows. */
export function helpPage(commands: Readonly<Record<string, Command>>): string {
  const list = Object.values(commands);
  const width = Math.max(...list.map(({ usage }) => usage.length));
  const lines = list.flatMap(({ usage, summary, options, flags }) => [
    `  ${usage.padEnd(width)}  ${summary}`,
    ...Object.entries({ ...options, ...flags }).map(
      ([name, meaning]) => `  ${" ".repeat(width)}  --${name}: ${meaning}`,
    ),
  ]);
  return `Keywright: self-hosted license keys.

Usage: keywright COMMAND [OPTION ...]

${lines.join("\n")}

Settings come from the environment:
  HOST, PORT                          Where to listen; 127.0.0.1 and 4000 when not said.
  KEYWRIGHT_DATA_DIR                  Where the database and the secret lie; ./data when not said.
  KEYWRIGHT_DATABASE_URL              PostgreSQL instead: postgres://user:password@db.example.com/keywright. Needs KEYWRIGHT_SECRET.
  KEYWRIGHT_SECRET                    32 characters or more; generated into the data folder when not said.
  KEYWRIGHT_SECRET_PREVIOUS           The secret before, while "secret rotate" changes it.
  KEYWRIGHT_PUBLIC_URL                Where browsers reach the web app: https://licenses.example.com.
  KEYWRIGHT_TRUST_PROXY               The reverse proxies before it, whose X-Forwarded-For is believed: loopback, 10.0.0.7, 10.0.0.0/8.
  KEYWRIGHT_OWNER_EMAIL, _PASSWORD    Who gets the first account; a setup link is printed when not said.
  SMTP_URL                            The server that takes mail: smtp://user:password@smtp.example.com:587, or smtps://….
  KEYWRIGHT_MAIL_FROM                 Whom mail comes from: Example Shop <keys@example.com>. Needed with SMTP_URL.
  STRIPE_WEBHOOK_SECRET               Stripe's signing secret for /hooks/stripe; nothing comes from Stripe when not said.
  STRIPE_SECRET_KEY, STRIPE_API_BASE  Asks Stripe which price was sold; where Stripe's API is, in tests.
  PADDLE_WEBHOOK_SECRET               Paddle's secret for /hooks/paddle.
  LEMON_SQUEEZY_WEBHOOK_SECRET        Lemon Squeezy's secret for /hooks/lemon-squeezy.
  KEYWRIGHT_ACTIVATION_LIMIT_CEILING  The highest activation limit that may be set; 100 when not said.
  KEYWRIGHT_DEVICE_DATA_DAYS          How many days the names of devices are kept once they are not used any more, and the addresses of who signed in; 365 when not said.
  KEYWRIGHT_LIMIT_PER_ADDRESS         How many points a network address has a minute; 3000 when not said. A call costs one, a failed look-up 30.
  KEYWRIGHT_LIMIT_PER_KEY             The same for a license key; 6000 when not said.
  KEYWRIGHT_LIMIT_PER_TOKEN           The same for a server token; 60000 when not said.
  KEYWRIGHT_RATE_LIMIT                "off" for a benchmark.
  KEYWRIGHT_LOG_LEVEL                 debug, info, warn, error or silent; info when not said.`;
}
