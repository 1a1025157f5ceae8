import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { ApiError, setProof, whenSignedOut } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import { sessionQuery } from "./session";

const SignIn = lazily(() => import("./SignIn"));

/** Shows the page to who may see it, and asks everybody else for an access key. */
export function SignedIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const needsKey = session.error instanceof ApiError && session.error.status === 401;
  useEffect(
    () =>
      whenSignedOut(() => {
        setProof(null);
        const state = client.getQueryState(sessionQuery.queryKey);
        if (state?.status === "success") void client.resetQueries({ queryKey: sessionQuery.queryKey });
      }),
    [client],
  );
  // Who was in finds everything that was typed after signing in again.
  const wasIn = useRef(false);
  if (session.isSuccess) wasIn.current = true;
  // The rest of the page says by itself what does not work; only without any server there is nothing to show.
  if (session.error instanceof ApiError && session.error.status === 0 && !wasIn.current)
    return <ErrorPanel error={session.error} doing={t("error.page")} onRetry={() => void session.refetch()} />;
  return (
    <>
      {(!needsKey || wasIn.current) && (
        <div hidden={needsKey} inert={needsKey} style={needsKey ? undefined : { display: "contents" }}>
          {children}
        </div>
      )}
      {needsKey && (
        <Suspense fallback={null}>
          <SignIn />
        </Suspense>
      )}
    </>
  );
}
