import { join } from "node:path";
import { defineConfig } from "vite";
import { nearbyFiles } from "./build/nearby-files.ts";

/**
 * The server with all that it depends on, in a few files: finding, reading and linking two thousand modules takes three
 * quarters of a start otherwise. What is loaded only when it is needed still is. Names and lines stay as they are written,
 * so that a fault's trace can be read.
 */
export default defineConfig({
  plugins: [nearbyFiles(join(import.meta.dirname, "dist"))],
  build: {
    ssr: "src/main.ts",
    ssrEmitAssets: true,
    target: "esnext",
    reportCompressedSize: false,
    rolldownOptions: {
      // A driver in C++ that `pg` takes where somebody has installed it.
      external: ["pg-native"],
      output: { chunkFileNames: "[name]-[hash].js" },
    },
  },
  ssr: { noExternal: true },
});
