import { defineConfig } from "vitest/config";

// What touches no database, or is the same whichever it touches, runs once, and so does what is about one engine alone. What copies from one to the other runs
// where there is PostgreSQL; SQLite is everywhere.
const WITHOUT_DATABASE = [
  "packages/contract/**",
  "packages/web/**",
  "packages/server/src/domain/**",
  "packages/server/src/kit/**",
  "packages/server/src/actions/authorisation.test.ts",
  "packages/server/src/settings.test.ts",
  "packages/server/src/http/reference/**",
  "packages/server/src/http/web.test.ts",
  "packages/server/test/torture/check/**",
  "scripts/**",
  "bench/**",
];
const OF_SQLITE = [
  "packages/server/src/store/{sqlite*.test.ts,sqlite/**}",
  "packages/server/src/secret.test.ts",
  "packages/server/src/cli/{backup,doctor,progress,restore,secret}.test.ts",
  "packages/server/test/disk/**",
];
// How pages look and behave is the same whatever keeps the data, and takes minutes to look at. The workflows, played in the
// browser, the passwords, and the way from a sale to its refund run on both.
const OF_THE_BROWSER = [
  "packages/server/test/browser/{erasure,keys,mail,menus,orders,passkeys,people,plans,portal,records,sales,texts,two-step}.test.ts",
];
const OF_POSTGRES = [
  "packages/server/src/store/{copy,postgres}/**",
  "packages/server/src/cli/{copy,doctor/postgres}.test.ts",
];

export default defineConfig({
  test: {
    // Each core runs one: most tests wait for a process, a browser or a disk more than they compute.
    maxWorkers: "100%",
    // What a file has loaded and compiled serves the next: half of the time. Tests share no state but that of modules, which
    // keep none that a test could see once each-file.setup.ts has run.
    isolate: false,
    // Generous on purpose: the suite must not fail because a machine is slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ["packages/server/test/seed.setup.ts", "packages/server/test/each-file.setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "sqlite",
          include: ["packages/*/{src,test}/**/*.test.ts", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
          exclude: OF_POSTGRES,
          globalSetup: ["scripts/built.setup.mjs", "packages/server/test/sqlite.setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: ["packages/server/{src,test}/**/*.test.ts"],
          exclude: [...WITHOUT_DATABASE, ...OF_SQLITE, ...OF_THE_BROWSER],
          globalSetup: ["scripts/built.setup.mjs", "packages/server/test/postgres.setup.ts"],
        },
      },
    ],
  },
});
