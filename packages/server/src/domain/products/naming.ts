/** The identifier that a name suggests: "Halcyon Studio 2" → `halcyon-studio-2`. Empty when the name has no Latin letter or digit. */
export function suggestIdentifier(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64)
    .replace(/-$/, "");
}

/** The key prefix that an identifier suggests: the first four letters or digits of `halcyon-studio` → `HALC`. */
export function suggestKeyPrefix(identifier: string): string {
  const letters = identifier.replace(/[^a-z0-9]/g, "").toUpperCase();
  return letters.length < 2 ? "KEY" : letters.slice(0, 4);
}
