import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc, setProof } from "@/api/client";

/** Who looks at the page, and what is allowed: `read`, `write` or `admin`. */
export const sessionQuery = {
  queryKey: ["session"],
  queryFn: async (): Promise<Doc<"SessionDocument">> => {
    const session = await body(api.GET("/api/access/session"));
    setProof(session.csrf_token);
    return session;
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
};

const SCOPES = ["read", "write", "admin"];

/** Whether who looks at the page may do what needs a scope. */
export function useMay(scope: "read" | "write" | "admin"): boolean {
  const { data } = useQuery(sessionQuery);
  return !!data && has(data.scope, scope);
}

/** Whether it is certain that who looks at the page may not: what is offered does not go and come while nobody knows. */
export function useLacks(scope: "read" | "write" | "admin"): boolean {
  const { data } = useQuery(sessionQuery);
  return !!data && !has(data.scope, scope);
}

const has = (scope: string, wanted: string): boolean => SCOPES.indexOf(scope) >= SCOPES.indexOf(wanted);
