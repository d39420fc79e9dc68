import type { License } from "#data/api.gen.ts";
import { distanceOf } from "#data/moments.ts";
import { useNow } from "#parts/use-now.ts";
import { OnDate } from "#parts/when.tsx";

const DAY_MS = 86_400_000;

/** When a license of a list expires, how far away that is, and how much of its grace is left. */
export function ExpiryInRow({
  license: { expiresOn, status, graceEndsOn },
}: {
  license: Pick<License, "expiresOn" | "status" | "graceEndsOn">;
}) {
  const now = useNow();
  if (expiresOn === null) return "Never expires";
  const days = graceEndsOn === null ? 0 : Math.ceil((new Date(graceEndsOn).getTime() - now) / DAY_MS);
  return (
    <>
      <OnDate at={expiresOn} />
      <small>
        {distanceOf(expiresOn, now)}
        {status === "in_grace" && days > 0 && `, ${days}\u00a0${days === 1 ? "day" : "days"} of grace left`}
      </small>
    </>
  );
}
