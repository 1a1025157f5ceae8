import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { Frame } from "./Frame";
import { createQueries } from "./queries";
import { router } from "./router";
import { SignedIn } from "./SignedIn";
import { InsideApp } from "./Standalone";

/** The whole page. */
export function App() {
  const [queries] = useState(createQueries);
  return (
    <Frame queries={queries}>
      <SignedIn>
        <InsideApp>
          <RouterProvider router={router} />
        </InsideApp>
      </SignedIn>
    </Frame>
  );
}
