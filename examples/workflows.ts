/*
 * The five workflows of a software vendor, played against a running Keywright. Start it with `npm start`, then:
 *
 *     node examples/workflows.ts
 *
 * `KEYWRIGHT_URL` says where it runs (http://127.0.0.1:4000 unless said), `KEYWRIGHT_TOKEN` is a server token with the
 * scope `write`. Without a token the example makes one itself, which works on the machine that Keywright runs on.
 * Every run makes a product and customers of its own, so it can be run as often as you like.
 *
 * This file is plain JavaScript in a CommonJS folder, so that a Node that can't read TypeScript can at least read this: it
 * hands over to the one that comes with the project. The story begins in `workflows/play.ts`.
 */
if (Number(process.versions.node.split(".")[0]) >= 26) {
  void import("./workflows/play.ts");
} else {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const words = [`${__dirname}/../scripts/run.mjs`, "examples/workflows.ts"];
  process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit" }).status ?? 1;
}
