import { send } from "@/api/client";

/** Asks the server by address, for components that bring their own routes. */
export const backend = {
  /**
   * The JSON of an answer; undefined where there is none.
   * @throws ApiError when the server refuses or does not answer.
   */
  async makeRequestPublic<T = unknown>(address: string, init: RequestInit = {}): Promise<T> {
    const headers = new Headers(init.headers);
    if (init.body && !headers.has("Content-Type")) headers.set("Content-Type", "application/json");
    const response = await send(address, { ...init, headers });
    return (response.status === 204 ? undefined : await response.json()) as T;
  },
};
