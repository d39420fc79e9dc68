import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { elsewhereOf, queryClient } from "#data/query-client.ts";
import { meQuery } from "#data/session.ts";
import { Broken } from "#shell/broken.tsx";
import { PagePending } from "#shell/page-pending.tsx";
import { Shell } from "#shell/shell.tsx";

/*
 * Every address of the app. A page is a file of its own that is loaded when it is opened, and exports the component
 * `Page`. Filters of a list stand in the address as plain text; `useFilters` reads them.
 */

type Search = Record<string, string>;

const root = createRootRoute({
  component: Outlet,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
  errorComponent: Broken,
  notFoundComponent: lazyRouteComponent(() => import("#pages/not-found.tsx"), "Page"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("#pages/sign-in.tsx"), "Page"),
});

const secondStep = createRoute({
  getParentRoute: () => root,
  path: "/second-step",
  component: lazyRouteComponent(() => import("#pages/second-step.tsx"), "Page"),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyRouteComponent(() => import("#pages/forgot.tsx"), "Page"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyRouteComponent(() => import("#pages/reset.tsx"), "Page"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("#pages/setup.tsx"), "Page"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("#pages/invitation.tsx"), "Page"),
});

/** The pages behind the sign-in, inside the frame. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      const to = elsewhereOf(error);
      if (to === null) throw error;
      const back = location.pathname + location.searchStr;
      throw redirect({ to, search: back === "/" ? {} : { return: back }, replace: true });
    }
  },
});

function page<const Path extends string>(path: Path, load: () => Promise<{ Page: () => React.ReactNode }>) {
  return createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(load, "Page"),
    pendingComponent: PagePending,
    errorComponent: Broken,
  });
}

const pages = [
  page("/", () => import("#pages/overview/detail.tsx")),
  page("/orders", () => import("#pages/orders/list.tsx")),
  page("/orders/new", () => import("#pages/orders/form.tsx")),
  page("/orders/$id", () => import("#pages/orders/detail.tsx")),
  page("/licenses", () => import("#pages/licenses/list.tsx")),
  page("/licenses/$id", () => import("#pages/licenses/detail.tsx")),
  page("/customers", () => import("#pages/customers/list.tsx")),
  page("/customers/$id", () => import("#pages/customers/detail.tsx")),
  page("/products", () => import("#pages/products/list.tsx")),
  page("/products/$id", () => import("#pages/products/detail.tsx")),
  page("/plans/$id", () => import("#pages/plans/detail.tsx")),
  page("/activity", () => import("#pages/activity/list.tsx")),
  page("/settings/profile", () => import("#pages/settings/profile/detail.tsx")),
  page("/settings/people", () => import("#pages/settings/people/page.tsx")),
  page("/settings/sales", () => import("#pages/settings/sales/page.tsx")),
  page("/settings/tokens", () => import("#pages/settings/tokens/page.tsx")),
  page("/settings/email", () => import("#pages/settings/email/detail.tsx")),
] as const;

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile", replace: true });
  },
});

/** Every part with its states, for whoever works on them. Not in what is served. */
const parts = import.meta.env.DEV ? [page("/_parts", () => import("#pages/parts/page.tsx"))] : [];

export const routeTree = root.addChildren([
  signIn,
  secondStep,
  forgot,
  reset,
  setup,
  invitation,
  inside.addChildren([...pages, settings, ...parts]),
]);
