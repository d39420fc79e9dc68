import type { Plugin } from "vite";

/** Answers the portal's addresses with its page while pages are worked on, as the server does with what is built. */
export function portalAddress(): Plugin {
  return {
    name: "keywright:portal-address",
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (/^\/portal(\/[^.]*)?([?].*)?$/.test(request.url ?? "")) request.url = "/portal.html";
        next();
      });
    },
  };
}
