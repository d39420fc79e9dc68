import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compress } from "./build/compress.ts";
import { portalAddress } from "./build/portal-address.ts";
import { weigh } from "./build/weigh.ts";

/** Where the server answers while pages are worked on; a token stands in for a session where there is none yet. */
const server = process.env.KEYWRIGHT_SERVER ?? "http://127.0.0.1:4000";
const token = process.env.KEYWRIGHT_TOKEN;
const answeredByServer = {
  target: server,
  // Sign-in compares the origin with the server's own address.
  headers: { origin: server, ...(token ? { authorization: `Bearer ${token}` } : {}) },
};

export default defineConfig({
  // The portal is a page of its own: whoever opens it, often on a phone, loads nothing of the vendor's app.
  plugins: [react(), portalAddress(), weigh({ "index.html": 250, "portal.html": 100 }), compress()],
  build: {
    target: "es2023",
    rolldownOptions: { input: ["index.html", "portal.html"] },
    // Fonts and pictures as files: the content security policy allows fonts from this address alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Weighed compressed, and against what was promised: see `weigh`.
    chunkSizeWarningLimit: 2000,
  },
  server: { port: 4001, proxy: { "/api": answeredByServer, "^/license/": answeredByServer } },
});
