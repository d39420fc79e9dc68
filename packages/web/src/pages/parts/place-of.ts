/** Where somebody goes on after the sign-in: only to an address of our own, whatever a link says. */
export function placeOf(back: string | undefined): string {
  // Read as the browser would: some of what it leaves out makes two slashes of one.
  if (back === undefined || !URL.canParse(back, location.origin)) return "/";
  const { origin, pathname, search, hash } = new URL(back, location.origin);
  return origin === location.origin && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
