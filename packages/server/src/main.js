import { enableCompileCache } from "node:module";

// What the engine has compiled is kept in the machine's temporary folder, which saves a third of every later start. It
// must be asked for before there is anything to compile, so all else is loaded here; where it can't be kept, nothing is
// lost. This file is plain JavaScript for the same reason: it is never in the cache, and for one line of TypeScript the
// engine loads all that reads TypeScript, a tenth of a start and 15 MB for as long as the server runs.
enableCompileCache();
const { keepYoungSpace } = await import("#kit/heap.ts");
keepYoungSpace();
const { run } = await import("#cli/run.ts");
process.exitCode = await run(process.argv.slice(2), process.env);
