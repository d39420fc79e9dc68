import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import type { Plugin } from "vite";

const NAMED = /new URL\("([^":]+)", import\.meta\.url\)/g;

/**
 * Keeps `new URL("./neighbour", import.meta.url)` true when the code moves into the bundle: a module, as that of a thread,
 * is built beside it, a file is copied there, and what else it may be is named from where the bundle lies.
 * @param out where the bundle lies in the end, wherever it is built
 */
export function nearbyFiles(out: string): Plugin {
  return {
    name: "keywright:nearby-files",
    transform: {
      filter: { code: "import.meta.url" },
      handler(code, id) {
        return code.replace(NAMED, (_all, path: string) => {
          const file = resolve(dirname(id), path);
          let place = relative(out, file);
          if (file.endsWith(".ts")) {
            place = `${basename(file, ".ts")}.js`;
            this.emitFile({ type: "chunk", id: file, fileName: place });
          } else if (existsSync(file) && statSync(file).isFile()) {
            place = basename(file);
            this.emitFile({ type: "asset", fileName: place, source: readFileSync(file) });
          }
          return `new URL(${JSON.stringify(place)}, import.meta.url)`;
        });
      },
    },
  };
}
