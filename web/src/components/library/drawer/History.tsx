import "@/text/en/library";
import { Button, Stack, Text, Timeline } from "@mantine/core";
import { useState } from "react";
import { api, body } from "@/api/client";
import { moment } from "@/lib/format";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { stateWord } from "../words";
import { Part } from "./Part";

const STEP = 50;

/** What happened to it, the latest first. */
export function History({ model }: { model: ModelInfo }) {
  const [limit, setLimit] = useState(STEP);
  return (
    <Part
      query={{
        queryKey: ["model", model.id, "history", limit],
        queryFn: () =>
          body(api.GET("/api/models/{id}/history", { params: { path: { id: model.id }, query: { limit } } })),
      }}
      doing={t("library.doing_history")}
      empty={t("library.history_none")}
      isEmpty={({ history }) => history.length === 0}
    >
      {({ history, total_events }) => (
        <Stack>
          <Timeline bulletSize={12} lineWidth={2}>
            {history.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <Timeline.Item key={index} title={line.event}>
                <Text size="xs" c="dimmed">
                  {[moment(line.timestamp), stateWord(line.status), said(line.details)].filter(Boolean).join(" · ")}
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
          {history.length < total_events && (
            <Button size="xs" variant="default" onClick={() => setLimit(limit + STEP)}>
              {t("library.more")}
            </Button>
          )}
        </Stack>
      )}
    </Part>
  );
}

function said(details: unknown): string {
  return Object.entries((details ?? {}) as Record<string, unknown>)
    .map(
      ([name, value]) => `${name.replaceAll("_", " ")}: ${typeof value === "object" ? JSON.stringify(value) : value}`,
    )
    .join(", ");
}
