import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/**
 * Stops a build whose pages load more JavaScript at first than promised; says how much it is. Measured in gzip, the larger one.
 * @param most how many kB each page may load, by its file
 */
export function weigh(most: Readonly<Record<string, number>>): Plugin {
  return {
    name: "keywright:weigh",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [page, mostKb] of Object.entries(most)) {
        const bytes = initialChunks(bundle, page)
          .map((chunk) => gzipSync(chunk.code).length)
          .reduce((sum, length) => sum + length, 0);
        const kb = Math.ceil(bytes / 1000);
        const said = `initial JavaScript of ${page}: ${kb} kB compressed, at most ${mostKb} kB`;
        if (kb === 0 || kb > mostKb) this.error(said);
        process.stdout.write(`${said}\n`);
      }
    },
  };
}

/** The entry of a page and all that it imports before it runs. What is imported later, when a page is opened, does not count. */
function initialChunks(bundle: Rolldown.OutputBundle, page: string): Rolldown.OutputChunk[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const found = new Set<string>();
  const waiting = chunks
    .filter(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith(`/${page}`))
    .map(({ fileName }) => fileName);
  for (const name of waiting) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(chunks.find(({ fileName }) => fileName === name)?.imports ?? []));
  }
  return chunks.filter(({ fileName }) => found.has(fileName));
}
