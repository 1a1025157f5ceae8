import "@/text/en/library";
import { Alert, Button, Group, Paper, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { ago, bytes, moment } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { refresh } from "../actions";
import { waitForJob } from "../jobs";
import { isHere, type ModelInfo } from "../models";
import { Facts, Part } from "./Part";
import { Siblings } from "./Siblings";

/** What its source has that is newer, what is wanted of it, and the variants and versions beside it. */
export function Versions({ model }: { model: ModelInfo }) {
  return (
    <Stack gap="md">
      {isHere(model) ? (
        <Part
          query={{
            queryKey: ["updates", model.id],
            queryFn: () => body(api.GET("/api/models/{id}/updates", { params: { path: { id: model.id } } })),
          }}
          doing={t("library.doing_updates")}
        >
          {(known) => <Updates model={model} known={known} />}
        </Part>
      ) : (
        <Text size="sm" c="dimmed">
          {t("library.not_here")}
        </Text>
      )}
      <Siblings model={model} />
      <Past model={model} />
    </Stack>
  );
}

function Updates({ model, known }: { model: ModelInfo; known: Doc<"ModelUpdateDocument"> }) {
  const client = useQueryClient();
  const { found, wishes } = known;
  const [ended, setEnded] = useState<AbortController>();
  const old = () => void client.invalidateQueries({ queryKey: ["updates"] });
  const job = useMutation({
    mutationFn: async (kind: "check" | "apply") => {
      const mine = new AbortController();
      setEnded(mine);
      const question = { model_ids: [model.id] };
      const { job_id } =
        kind === "check"
          ? await body(api.POST("/api/updates/check", { body: question }))
          : await body(api.POST("/api/updates/apply", { body: question }));
      const done = await waitForJob(job_id, () => {}, mine.signal);
      if (done.state === "failed") throw new Error(done.error?.message ?? done.state);
    },
    onError: (problem) => tellError(problem, t("library.doing_updates")),
    onSettled: () => {
      old();
      refresh(client);
    },
  });
  const wish = useMutation({
    mutationFn: (change: Doc<"UpdateWishes">) =>
      body(api.PUT("/api/models/{id}/updates", { params: { path: { id: model.id } }, body: change })),
    onSuccess: (now) => client.setQueryData(["updates", model.id], now),
    onError: (problem) => tellError(problem, t("library.doing_wishes")),
  });
  const offer = found?.update ?? found?.replacement;
  return (
    <Stack gap="sm">
      {found ? (
        <Alert
          color={found.state === "update_available" || found.state === "changed_upstream" ? "blue" : "gray"}
          title={t(`library.update_${found.state}` as TextKey)}
        >
          <Text size="xs" c="dimmed">
            {t("library.checked", { when: ago(found.checked_at) })} {found.reason}
          </Text>
          <Facts
            facts={[
              [t("library.version_here"), found.version_name],
              [t("library.version_new"), offer?.version_name],
              [t("library.file"), offer?.file_name],
              [t("library.column_size"), offer ? bytes(offer.size_bytes) : null],
              [t("library.published"), offer?.published_at ? moment(offer.published_at) : null],
              [t("library.early_access"), found.early_access?.version_name],
            ]}
          />
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {t("library.unchecked")}
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" loading={job.isPending} onClick={() => job.mutate("check")}>
          {t("library.check_now")}
        </Button>
        {found?.update && (
          <Button size="xs" loading={job.isPending} onClick={() => job.mutate("apply")}>
            {t("library.update_now")}
          </Button>
        )}
        {job.isPending && (
          <Button size="xs" variant="subtle" color="red" onClick={() => ended?.abort()}>
            {t("cancel")}
          </Button>
        )}
      </Group>
      {/* Of what has no known source there are no updates to wish about. */}
      {found?.source_model_id && (
        <>
          <Switch
            label={t("library.pin")}
            checked={wishes.pinned.length > 0}
            disabled={wish.isPending}
            onChange={(event) => wish.mutate({ pinned: event.currentTarget.checked } as Doc<"UpdateWishes">)}
          />
          <Switch
            label={t("library.ignore")}
            checked={wishes.ignored}
            disabled={wish.isPending}
            onChange={(event) => wish.mutate({ ignored: event.currentTarget.checked } as Doc<"UpdateWishes">)}
          />
        </>
      )}
    </Stack>
  );
}

/** Updates of this model that were done, and the way back from the last one. */
function Past({ model }: { model: ModelInfo }) {
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: (update: string) =>
      body(
        api.POST("/api/models/{id}/rollback", {
          params: { path: { id: model.id } },
          body: { update } as Doc<"RollbackQuestion">,
        }),
      ),
    onSuccess: () => {
      refresh(client);
      void client.invalidateQueries({ queryKey: ["updates"] });
    },
    onError: (problem) => tellError(problem, t("library.doing_rollback")),
  });
  return (
    <Part
      query={{
        queryKey: ["updates", "history"],
        queryFn: () => body(api.GET("/api/updates/history", { params: { query: { limit: 200 } } })),
      }}
      doing={t("library.doing_history")}
    >
      {({ updates }) =>
        updates
          .filter((one) => one.new_path === model.local_path || one.old_path === model.local_path)
          .map((one) => (
            <Paper key={one.id} withBorder p="xs">
              <Group justify="space-between">
                <Text size="sm">
                  {t("library.updated", { when: ago(one.at), from: one.from_version ?? "–", to: one.to_version })}
                </Text>
                {one.state === "done" && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={back.isPending}
                    onClick={() => back.mutate(one.id)}
                  >
                    {t("library.roll_back")}
                  </Button>
                )}
              </Group>
            </Paper>
          ))
      }
    </Part>
  );
}
