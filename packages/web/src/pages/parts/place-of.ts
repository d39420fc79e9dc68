/** Where somebody goes on after the sign-in: only to an address of our own, whatever a link says. */
export function placeOf(back: string | undefined): string {
  return back?.startsWith("/") && !/^\/[/\\]/.test(back) ? back : "/";
}
