import { Button, Center, Code, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { ApiError, api, body, setProof, whenSignedOut } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";
import { runScripts } from "./scripts";
import { sessionQuery } from "./session";

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
      {needsKey && <SignIn />}
    </>
  );
}

function SignIn() {
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState("");
  const open = useMutation({
    mutationFn: () => body(api.POST("/api/access/session", { body: { key: key.trim() } })),
    onSuccess: (session) => {
      setProof(session.csrf_token);
      client.setQueryData(sessionQuery.queryKey, session);
      void client.invalidateQueries();
      void runScripts();
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    // Above whatever was open.
    <Center pos="fixed" inset={0} p="md" component="main" bg="var(--mantine-color-body)" style={{ zIndex: 1000 }}>
      <Paper withBorder p="xl" w={420} maw="100%">
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} size="h3">
              {t("signin.title")}
            </Title>
            <PasswordInput
              ref={field}
              label={t("signin.key")}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={open.error ? handleApiError(open.error, t("signin.doing")).message : undefined}
              autoFocus
              autoComplete="current-password"
              visibilityToggleButtonProps={{ "aria-label": t("signin.show"), "aria-hidden": false, tabIndex: 0 }}
            />
            <Button type="submit" loading={open.isPending} disabled={key.trim() === ""}>
              {t("signin.open")}
            </Button>
            <Text size="sm" c="dimmed">
              {t("signin.how")}
              <Code block>berry key add NAME --scope read</Code>
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
