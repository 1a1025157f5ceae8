import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./types";

/** A document of the server's description, by its name. */
export type Doc<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** What went wrong, in the words of the server: one sentence, what to try, and whether the same may work later. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string = "failed",
    readonly steps: readonly string[] = [],
    readonly retryable: boolean = false,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  static of(status: number, body: unknown): ApiError {
    const error = (body as { error?: Partial<Doc<"ErrorBody">> } | undefined)?.error;
    return error?.message
      ? new ApiError(
          error.message,
          status,
          error.code,
          error.resolution_steps ?? [],
          error.retryable ?? false,
          (error.details as Record<string, unknown>) ?? {},
        )
      : new ApiError(`The server answered ${status} without a word.`, status, "failed", [], status >= 500);
  }

  /** Nobody answered at all. */
  static unreachable(): ApiError {
    return new ApiError("The server does not answer.", 0, "network", ["Look whether ./berry up is running."], true);
  }
}

/** What proves to the server that a change is the page's own; null where no key is needed. */
let proof: string | null = null;
/** Called when the server wants a key: the shell shows the sign-in. */
let onSignedOut: () => void = () => {};

export function setProof(token: string | null | undefined): void {
  proof = token ?? null;
}

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** The header that a change carries. */
export function proofHeaders(): Record<string, string> {
  return proof ? { "X-CSRF-Token": proof } : {};
}

/** `fetch` to the server: with the proof, and with its refusals as `ApiError`. */
export async function send(address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(proofHeaders())) headers.set(name, value);
  return guard(await answer(() => fetch(address, { ...init, headers })));
}

async function answer(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
    throw ApiError.unreachable();
  }
}

async function guard(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  if (response.status === 401) onSignedOut();
  const body: unknown = await response.json().catch(() => undefined);
  throw ApiError.of(response.status, body);
}

const middleware: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(proofHeaders())) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    return guard(response);
  },
  onError({ error }) {
    return error instanceof ApiError || (error instanceof DOMException && error.name === "AbortError")
      ? (error as Error)
      : ApiError.unreachable();
  },
};

/** The server's routes, typed by its description. A refusal is thrown as `ApiError`. */
export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "" : location.origin,
  fetch: (request) => globalThis.fetch(request),
});
api.use(middleware);

/** The body of an answer; refusals are thrown before. */
export async function body<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, response, error } = await asked;
  if (!response.ok) throw ApiError.of(response.status, error);
  return data as T;
}
