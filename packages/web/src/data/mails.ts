import { useQuery } from "@tanstack/react-query";
import type {
  EditMailSettings,
  License,
  Mail,
  MailPreview,
  MailServerState,
  MailSettings,
  paths,
} from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, ifMatch, tagged } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

const SETTINGS = ["mails", "settings"];

/** What the outbox can be narrowed by, as the API takes it. */
export type MailFilters = Omit<NonNullable<paths["/api/v1/mails"]["get"]["parameters"]["query"]>, "limit" | "cursor">;

/** The mails that customers get. */
export type CustomerMail = keyof MailSettings["mails"];

/** How mails look and which are sent, with the `etag` of that state. */
export function useMailSettings() {
  return useQuery({
    queryKey: SETTINGS,
    queryFn: ({ signal }) => tagged<MailSettings>(api.GET("/api/v1/mail/settings", { signal })),
  });
}

export function useEditMailSettings() {
  return useChange(
    ({ etag, changes }: { etag: string; changes: EditMailSettings }) =>
      tagged<MailSettings>(api.PATCH("/api/v1/mail/settings", { params: { header: ifMatch(etag) }, body: changes })),
    { touches: ["mails"], keep: () => SETTINGS },
  );
}

/** The mail server, and how the sending goes. */
export function useMailServer() {
  return useQuery({
    queryKey: ["mails", "server"],
    queryFn: ({ signal }) => answer<MailServerState>(api.GET("/api/v1/mail/server", { signal })),
  });
}

/** A mail as customers get it. */
export function useMailPreview(kind: CustomerMail) {
  return useQuery({
    queryKey: ["mails", "preview", kind],
    queryFn: ({ signal }) =>
      answer<MailPreview>(api.GET("/api/v1/mail/previews/{kind}", { params: { path: { kind } }, signal })),
    placeholderData: (before) => before,
  });
}

/** Where a preview stands as a page of its own. @param etag of the settings that it shows, so that it is asked for anew */
export function previewAddress(kind: CustomerMail, etag: string): string {
  return `/api/v1/mail/previews/${kind}/page?of=${encodeURIComponent(etag)}`;
}

/** Sends a mail as customers get it to whoever is signed in. */
export function useSendTest() {
  return useChange(
    (kind: CustomerMail) => answer<{ recipient: string }>(api.POST("/api/v1/mail/tests", { body: { kind } })),
    { touches: ["mails"] },
  );
}

export function useMails(filters: MailFilters = {}) {
  return useList<Mail>(["mails", "list", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/mails", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** Puts a mail on its way that was given up, or waits for another try. */
export function useResend() {
  return useChange(
    ({ id, state }: Mail) => {
      const params = { path: { id } };
      return answer<Mail>(
        state === "waiting"
          ? api.POST("/api/v1/mails/{id}/send-now", { params })
          : api.POST("/api/v1/mails/{id}/send-again", { params }),
      );
    },
    { touches: ["mails"] },
  );
}

/** Mails a license's key to its buyer once more. */
export function useSendKey(id: string) {
  return useChange(
    (_: null) => answer<License>(api.POST("/api/v1/licenses/{id}/send-key", { params: { path: { id } } })),
    { touches: ["mails"] },
  );
}
