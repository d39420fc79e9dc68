import { answer, api } from "#data/client.ts";

/* What the portal asks the server. */

const PAGE = { params: { query: { limit: 100 } } } as const;

export const getBrand = () => answer(api.GET("/api/v1/portal/brand"));
export const getSession = () => answer(api.GET("/api/v1/portal/session"));
export const signOut = () => answer(api.DELETE("/api/v1/portal/session"));

export const askToSignIn = (email: string) => answer(api.POST("/api/v1/portal/sign-in", { body: { email } }));
/** Has all keys of a buyer mailed to them, without signing in. */
export const mailKeys = (email: string) => answer(api.POST("/api/v1/portal/recover", { body: { email } }));
export const signInByLink = (link: string) => answer(api.POST("/api/v1/portal/sign-in/link", { body: { link } }));
export const signInByCode = (attempt: string, code: string) =>
  answer(api.POST("/api/v1/portal/sign-in/code", { body: { attempt, code } }));
export const signInByKey = (licenseKey: string) =>
  answer(api.POST("/api/v1/portal/sign-in/key", { body: { licenseKey } }));

export const listLicenses = () => answer(api.GET("/api/v1/portal/licenses", PAGE));
export const listOrders = () => answer(api.GET("/api/v1/portal/orders", PAGE));
export const listDevices = (id: string) =>
  answer(api.GET("/api/v1/portal/licenses/{id}/devices", { params: { path: { id }, query: { limit: 100 } } }));
export const endDevice = (id: string, instanceId: string) =>
  answer(api.DELETE("/api/v1/portal/licenses/{id}/devices/{instanceId}", { params: { path: { id, instanceId } } }));
export const regenerateKey = (id: string) =>
  answer(api.POST("/api/v1/portal/licenses/{id}/regenerate", { params: { path: { id } } }));

export const openDeviceLink = (deviceLink: string) =>
  answer(api.POST("/api/v1/portal/device-link", { body: { deviceLink } }));
export const endByDeviceLink = (deviceLink: string, instanceId: string) =>
  answer(api.POST("/api/v1/portal/device-link/end", { body: { deviceLink, instanceId } }));

type Answered<Call extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>;

/** How the vendor is shown. */
export type Brand = Answered<typeof getBrand>;
/** Who is signed in. */
export type Session = Answered<typeof getSession>;
export type License = Answered<typeof listLicenses>["items"][number];
/** What a device link shows. */
export type FullLicense = Answered<typeof openDeviceLink>;
