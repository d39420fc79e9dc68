import { useQuery } from "@tanstack/react-query";
import type { Event } from "#data/api.gen.ts";
import { answer, api } from "#data/client.ts";
import { timeOf } from "#data/moments.ts";
import { useMe } from "#data/session.ts";

/** Who saved last, in the words of a page that tells it. */
export interface Editor {
  /** "Jon Park". */
  readonly name: string;
  /** "Jon’s". */
  readonly whose: string;
  /** When; null while it is not known. */
  readonly at: string | null;
  /** "saved 14:36". */
  readonly saved: string;
}

const SOMEBODY: Editor = { name: "Somebody else", whose: "Theirs", at: null, saved: "saved meanwhile" };

/** Who saved a product or a plan last. @param etag of the state that they saved; null: nobody is asked for */
export function useEditor(
  { productId, planId }: { productId: string; planId: string | null },
  etag: string | null,
): Editor {
  const { data: me } = useMe();
  const { data: event } = useQuery({
    queryKey: ["editor", productId, planId, etag],
    queryFn: async ({ signal }) => {
      const query = { limit: 20, product: productId, type: planId ? "plan.edited" : "product.edited" } as const;
      const { items } = await answer<{ items: Event[] }>(api.GET("/api/v1/events", { params: { query }, signal }));
      return items.find(({ about }) => about.planId === planId) ?? null;
    },
    enabled: etag !== null,
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!event || etag === null) return SOMEBODY;
  const { actor, at } = event;
  const saved = `saved ${timeOf(at)}`;
  if (actor.kind === "user" && actor.id === me?.id)
    return { name: "You, in another window,", whose: "Other window’s", at, saved };
  if (actor.name === null) return { ...SOMEBODY, name: "Whoever runs the server", at, saved };
  const short = actor.kind === "user" ? (actor.name.split(" ", 1)[0] ?? actor.name) : actor.name;
  return { name: actor.name, whose: `${short}’s`, at, saved };
}
