import { distanceOf } from "#data/moments.ts";

/** A device as it is put into words. */
export interface Device {
  readonly name: string | null;
  readonly system: string | null;
  readonly lastSeenAt: string;
}

/** How a device is called. */
export function nameOf({ name }: { readonly name: string | null }): string {
  return name?.trim() || "Unnamed device";
}

/** What it runs on, and when it was used last: `macOS 26.1, used 2 minutes ago`. */
export function useOf({ system, lastSeenAt }: Device, now: number): string {
  const used = `used ${distanceOf(lastSeenAt, now)}`;
  return system === null ? `${used.charAt(0).toUpperCase()}${used.slice(1)}` : `${system}, ${used}`;
}
