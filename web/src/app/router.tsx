import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { isLostPart } from "@/lib/lazily";
import { t } from "@/text";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";
import { type PageSearch, plainSearch } from "./search";

const root = createRootRoute({
  component: Shell,
  validateSearch: (words: Record<string, unknown>) => words as PageSearch,
});
const at = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });

/** Every page, by its address. A page's code is fetched when it is opened for the first time. */
const routeTree = root.addChildren([
  at("/", () => import("@/pages/library")),
  at("/discover", () => import("@/pages/discover")),
  at("/downloads", () => import("@/pages/downloads")),
  at("/providers", () => import("@/pages/providers")),
  at("/generate", () => import("@/pages/generate")),
  at("/gallery", () => import("@/pages/gallery")),
  at("/settings", () => import("@/pages/settings")),
  at("/settings/$tab", () => import("@/pages/settings")),
  at("/welcome", () => import("@/pages/welcome")),
  at("/extensions/$page", () => import("@/pages/extensions")),
]);

/** Goes from page to page. */
export const router = createRouter({
  routeTree,
  ...plainSearch,
  defaultPreload: "intent",
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorPanel error={error} doing={t("error.page")} onRetry={isLostPart(error) ? () => location.reload() : reset} />
  ),
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
