import { distanceOf } from "#data/moments.ts";
import { useNow } from "#parts/use-now.ts";
import { OnDate } from "#parts/when.tsx";

/**
 * When a license expires, or "Never expires".
 * @param beside puts the distance beside the date, as the license card does, instead of below it
 */
export function Expiry({ at, beside = false }: { at: string | null; beside?: boolean }) {
  const now = useNow();
  if (at === null) return <span className="nowrap">Never expires</span>;
  const distance = distanceOf(at, now);
  return (
    <>
      <OnDate at={at} />
      {beside ? (
        <>
          {" "}
          <span className="t3 nowrap">
            <span className="sep">· </span>
            {distance}
          </span>
        </>
      ) : (
        <small>{distance}</small>
      )}
    </>
  );
}
