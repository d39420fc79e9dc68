import { enableCompileCache } from "node:module";

// What the engine has compiled is kept in the machine's temporary folder, which saves a third of every later start. It
// must be asked for before there is anything to compile, so all else is loaded here; where it can't be kept, nothing is
// lost.
enableCompileCache();
const { keepYoungSpace } = await import("#kit/heap.ts");
keepYoungSpace();
const { run } = await import("#cli/run.ts");
process.exitCode = await run(process.argv.slice(2), process.env);
