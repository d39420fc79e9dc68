import { PageSkeleton } from "#parts/skeleton.tsx";

/** What stands there while the code of a page is on its way. */
export function PagePending() {
  return <PageSkeleton />;
}
