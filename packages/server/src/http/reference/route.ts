import type { Routes } from "#http/routes.ts";

/** The readable reference. */
export async function reference(app: Routes): Promise<void> {
  app.get("/api/docs", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/html; charset=utf-8").send("<!doctype html>"),
  );
}
