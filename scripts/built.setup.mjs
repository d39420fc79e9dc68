import { build } from "./build.mjs";

/** Sees to it, before any test, that the processes and the browser that tests start run what the sources say. */
export default function setup() {
  for (const name of ["server", "web"]) {
    const fault = build(name, process.execPath, (text) => process.stderr.write(`${text}\n`));
    if (fault !== null) throw new Error(fault);
  }
}
