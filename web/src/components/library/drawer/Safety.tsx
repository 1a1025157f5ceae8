import "@/text/en/library";
import { Alert, Button, Code, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { refresh } from "../actions";
import { waitForJob } from "../jobs";
import { isHere, type ModelInfo } from "../models";
import { Facts } from "./Part";

const COLORS: Record<string, string> = { passed: "teal", warning: "yellow", failed: "red" };

/** Whether its bytes are those that were published, whether loading it would run code, and a place where nothing loads it. */
export function Safety({ model }: { model: ModelInfo }) {
  const metadata = (model.metadata ?? {}) as Record<string, unknown>;
  if (!isHere(model) && model.status_detail !== "quarantined")
    return (
      <Text size="sm" c="dimmed">
        {t("library.not_here")}
      </Text>
    );
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [t("library.verified"), typeof metadata.verification === "string" ? metadata.verification : null],
          [t("library.verified_by"), typeof metadata.verified_by === "string" ? metadata.verified_by : null],
          [t("library.checksum"), model.checksum],
        ]}
      />
      {model.status_detail !== "quarantined" && (
        <>
          <Scan id={model.id} />
          <Verify id={model.id} />
        </>
      )}
      <Quarantine model={model} />
    </Stack>
  );
}

function Scan({ id }: { id: string }) {
  const client = useQueryClient();
  const scan = useMutation({
    mutationFn: () => body(api.POST("/api/models/{id}/scan", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["model", id] }),
    onError: (problem) => tellError(problem, t("library.doing_scan")),
  });
  const found = scan.data?.scan_result;
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" variant="default" loading={scan.isPending} onClick={() => scan.mutate()}>
        {t("library.scan_now")}
      </Button>
      {found && (
        <Alert
          color={COLORS[found.overall_status] ?? "gray"}
          title={t("library.scan_said", { verdict: found.verdict })}
          w="100%"
        >
          {found.files.map((file) => (
            <ScannedFile key={file.path} file={file} />
          ))}
        </Alert>
      )}
    </Stack>
  );
}

function ScannedFile({ file }: { file: Doc<"ScannedFileDocument"> }) {
  return (
    <>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {file.path}: {file.verdict}
      </Text>
      <List size="sm">
        {file.messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
        {file.globals.map((global) => (
          <List.Item key={global.join()}>
            <Code>{global.join(" · ")}</Code>
          </List.Item>
        ))}
      </List>
    </>
  );
}

function Verify({ id }: { id: string }) {
  const client = useQueryClient();
  const [ended, setEnded] = useState<AbortController>();
  const verify = useMutation({
    mutationFn: async () => {
      const mine = new AbortController();
      setEnded(mine);
      const { job_id } = await body(api.POST("/api/models/{id}/verify", { params: { path: { id } } }));
      return waitForJob(job_id, () => {}, mine.signal);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["model", id] }),
    onError: (problem) => tellError(problem, t("library.doing_verify")),
  });
  const wrong = ((verify.data?.result ?? {}) as { wrong?: { state: string; reason?: string }[] }).wrong ?? [];
  return (
    <Stack gap="xs" align="flex-start">
      <Group gap="xs">
        <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("library.verify_now")}
        </Button>
        {verify.isPending && (
          <Button size="xs" variant="subtle" color="red" onClick={() => ended?.abort()}>
            {t("cancel")}
          </Button>
        )}
      </Group>
      {verify.data && (
        <Alert color={verify.data.state === "completed" && wrong.length === 0 ? "teal" : "red"} w="100%" role="status">
          {verify.data.state !== "completed"
            ? (verify.data.error?.message ?? verify.data.state)
            : wrong.length === 0
              ? t("library.verify_right")
              : wrong.map((one) => one.reason ?? one.state).join(" ")}
        </Alert>
      )}
    </Stack>
  );
}

function Quarantine({ model }: { model: ModelInfo }) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const isAway = model.status_detail === "quarantined";
  const release = async (items: string[]) => {
    const outcome = await body(api.POST("/api/models/quarantine/restore", { body: { items } }));
    refresh(client);
    const failed = outcome.items.find(({ error }) => error);
    if (failed) throw new Error(failed.error?.message);
  };
  const put = useMutation({
    mutationFn: async () => {
      if (!isAway) {
        const question = { params: { path: { id: model.id } }, body: { reason: reason.trim() || null } };
        return (await body(api.POST("/api/models/{id}/quarantine", question))).item;
      }
      const { items } = await body(api.GET("/api/models/quarantine", { params: { query: { limit: 1000 } } }));
      const item = items.find(({ path }) => path === model.local_path);
      if (!item) throw new Error(t("library.quarantine_gone"));
      await release([item.id]);
      return undefined;
    },
    onSuccess: (item) => {
      refresh(client);
      if (item) offerUndo(t("library.quarantined", { name: model.name }), () => release([item]));
    },
    onError: (problem) => tellError(problem, t("library.doing_quarantine")),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!put.isPending) put.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="dimmed">
          {t(isAway ? "library.quarantine_is" : "library.quarantine_hint")}
        </Text>
        <Group gap="xs" align="flex-end">
          {!isAway && (
            <TextInput
              size="xs"
              label={t("library.quarantine_reason")}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Button size="xs" type="submit" variant="light" color={isAway ? undefined : "red"} loading={put.isPending}>
            {t(isAway ? "library.quarantine_release" : "library.quarantine_put")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
