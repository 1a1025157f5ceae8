import { afterEach, beforeEach, vi } from "vitest";

type Answer = unknown | ((request: Request) => unknown | Promise<unknown>);

/** What a test lets the server say, by `GET /api/…`; a `Response` is sent as it is, anything else as JSON. */
export type Routes = Record<string, Answer>;

let routes: Routes = {};
const asked: Request[] = [];

/** Stands in for the network: each address answers what a test said, and 404 otherwise. */
export function serve(answers: Routes): void {
  routes = { ...routes, ...answers };
}

/** What was asked, the oldest first, as `GET /api/…`. */
export function requests(): string[] {
  return asked.map((request) => `${request.method} ${new URL(request.url).pathname}`);
}

/** The last request of a route, to look at its body. */
export function lastRequest(route: string): Request | undefined {
  return asked.findLast((request) => `${request.method} ${new URL(request.url).pathname}` === route);
}

beforeEach(() => {
  routes = {
    "GET /api/access/session": { name: "local", scope: "admin", key_needed: false, csrf_token: null },
    "GET /api/events": () => new Promise(() => {}),
  };
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), location.origin), init);
    asked.push(request.clone());
    const answer = routes[`${request.method} ${new URL(request.url).pathname}`];
    const said = typeof answer === "function" ? await answer(request) : answer;
    if (said instanceof Response) return said;
    return said === undefined
      ? Response.json(
          {
            error: {
              type: "ModelLibraryError",
              message: "There is no such route here.",
              details: {},
              resolution_steps: [],
              code: "not_found",
              retryable: false,
            },
          },
          { status: 404 },
        )
      : Response.json(said);
  });
  localStorage.clear();
});

afterEach(() => vi.unstubAllGlobals());
