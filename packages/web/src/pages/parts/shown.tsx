import type { ReactNode } from "react";

export const DAY = 86_400_000;
export const KEY = "HALC-Q84WM-2HT0X-KV7RD-9YB3E-C5NPG";

export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** A license that expires then; null = never. */
export function lifeUntil(expiresOn: string | null) {
  return { expiresOn, expiryFromActivation: null, graceEndsOn: null, status: "active" } as const;
}

/** States of a part, side by side. */
export function Shown({ children }: { children: ReactNode }) {
  return <div className="filters shown">{children}</div>;
}
