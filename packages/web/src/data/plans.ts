import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CreatePlan, EditPlan, Plan, PlanDetails, PlanPreview, PreviewPlan } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, ifMatch, type Tagged, tagged } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";

const one = (id: string) => ["plans", "one", id];

export function usePlansOfProduct(productId: string) {
  return useList<Plan>(["plans", "list", productId], (cursor, signal) =>
    answer(
      api.GET("/api/v1/products/{id}/plans", {
        params: { path: { id: productId }, query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** Every plan of every product. */
export function usePlans() {
  return useList<Plan>(["plans", "list", "all"], (cursor, signal) =>
    answer(api.GET("/api/v1/plans", { params: { query: { limit: 100, ...(cursor && { cursor }) } }, signal })),
  );
}

/** What a purchase made now would give under these terms. @param license null asks nothing */
export function usePlanPreview(license: PreviewPlan["license"] | null) {
  return useQuery({
    queryKey: ["plans", "preview", license],
    queryFn: ({ signal }) =>
      answer<PlanPreview>(api.POST("/api/v1/plans/preview", { body: license ? { license } : {}, signal })),
    enabled: license !== null,
    refetchInterval: false,
    placeholderData: (before) => before,
  });
}

/** One plan, with its `etag` and how many orders it has had. */
export function usePlan(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => tagged<PlanDetails>(api.GET("/api/v1/plans/{id}", { params: { path: { id } }, signal })),
  });
}

export function useCreatePlan(productId: string) {
  return useChange(
    (body: CreatePlan) =>
      answer<Plan>(api.POST("/api/v1/products/{id}/plans", { params: { path: { id: productId } }, body })),
    { touches: ["plans"] },
  );
}

export function useEditPlan(id: string) {
  const client = useQueryClient();
  return useChange(
    async ({ etag, changes }: { etag: string; changes: EditPlan }): Promise<Tagged<PlanDetails>> => {
      const params = { path: { id }, header: ifMatch(etag) };
      const plan = await tagged<Plan>(api.PATCH("/api/v1/plans/{id}", { params, body: changes }));
      // The answer does not count the orders; an edit changes none of them.
      const before = client.getQueryData<Tagged<PlanDetails>>(one(id));
      return { ...plan, orderCount: before?.orderCount ?? 0 };
    },
    { touches: ["plans"], keep: () => one(id) },
  );
}
