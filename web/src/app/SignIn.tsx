import { Button, Center, Code, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { api, body, setProof } from "@/api/client";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";
import { runScripts } from "./scripts";
import { sessionQuery } from "./session";

/** Asks for an access key, and exchanges it for a cookie. */
export default function SignIn() {
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
