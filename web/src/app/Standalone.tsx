import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Frame } from "./Frame";
import { createQueries } from "./queries";
import { plainSearch } from "./search";

/** Whether the page stands around a component already. */
const InApp = createContext(false);

export function InsideApp({ children }: { children: ReactNode }) {
  return <InApp value={true}>{children}</InApp>;
}

/** Lets a component of `components/settings` stand alone, in a test or in somebody's own page, as well as in ours. */
export function Standalone({ children }: { children: ReactNode }) {
  return useContext(InApp) ? children : <Alone>{children}</Alone>;
}

const Shown = createContext<ReactNode>(null);

function Alone({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  const [router] = useState(() =>
    createRouter({
      routeTree: createRootRoute({ component: ShownHere }),
      history: createMemoryHistory(),
      ...plainSearch,
      defaultNotFoundComponent: ShownHere,
    }),
  );
  return (
    <Shown value={children}>
      <Frame queries={queries}>
        <InsideApp>
          {/* biome-ignore lint/suspicious/noExplicitAny: the page's own router is another type */}
          <RouterProvider router={router as any} />
        </InsideApp>
      </Frame>
    </Shown>
  );
}

function ShownHere() {
  return useContext(Shown);
}
