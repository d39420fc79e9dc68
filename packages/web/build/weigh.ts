import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** Stops a build whose first page loads more JavaScript than promised; says how much it is. Measured in gzip, the larger one. */
export function weigh({ initialJavaScriptKb }: { initialJavaScriptKb: number }): Plugin {
  return {
    name: "keywright:weigh",
    apply: "build",
    generateBundle(_options, bundle) {
      const bytes = initialChunks(bundle)
        .map((chunk) => gzipSync(chunk.code).length)
        .reduce((sum, length) => sum + length, 0);
      const kb = Math.ceil(bytes / 1000);
      const said = `initial JavaScript: ${kb} kB compressed, at most ${initialJavaScriptKb} kB`;
      if (kb > initialJavaScriptKb) this.error(said);
      process.stdout.write(`${said}\n`);
    },
  };
}

/** The entry and all that it imports before it runs. What is imported later, when a page is opened, does not count. */
function initialChunks(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const found = new Set<string>();
  const waiting = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  for (const name of waiting) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(chunks.find(({ fileName }) => fileName === name)?.imports ?? []));
  }
  return chunks.filter(({ fileName }) => found.has(fileName));
}
