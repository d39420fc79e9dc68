import type { CreatedToken, CreateToken, Token } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

export type TokenScope = Token["scope"];

/** The server tokens in force. */
export function useTokens() {
  return useList<Token>(["tokens", "list"], (cursor, signal) =>
    answer(api.GET("/api/v1/tokens", { params: { query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } }, signal })),
  );
}

/** Creates a token. Its text stands in this answer and nowhere else. */
export function useCreateToken() {
  return useChange((body: CreateToken) => answer<CreatedToken>(api.POST("/api/v1/tokens", { body })), {
    touches: ["tokens"],
  });
}

export function useRevokeToken() {
  return useChange((id: string) => answer(api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } })), {
    touches: ["tokens"],
  });
}
