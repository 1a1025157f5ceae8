import { type RenderResult, render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Standalone } from "@/app/Standalone";

/** Renders something of the page alone, with all that it stands in. */
export function renderAlone(element: ReactElement): RenderResult {
  return render(<Standalone>{element}</Standalone>);
}
