import "@/text/en/settings";
import { Alert, Badge, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { Section } from "@/components/settings/parts/Section";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { moment } from "@/lib/format";
import { t } from "@/text";

/** Updates that were done, each with the way back. */
export function PastUpdates() {
  const past = useQuery({
    queryKey: ["updates", "history"],
    queryFn: () => body(api.GET("/api/updates/history", { params: { query: { limit: 100 } } })),
  });
  return (
    <Section title={t("settings.updates.history")} description={t("settings.updates.history.about")}>
      <Loaded query={past} doing={t("settings.updates.history_read")}>
        {({ updates }) =>
          updates.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("settings.updates.history.none")}
            </Text>
          ) : (
            <Rows label={t("settings.updates.history")}>
              {updates.map((one) => (
                <Past key={one.id} past={one} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  );
}

function Past({ past }: { past: Doc<"PastUpdateDocument"> }) {
  const may = useMay("write");
  const [note, setNote] = useState<string>();
  const file = past.new_path.split(/[\\/]/).at(-1) ?? past.new_path;
  const back = useChange({
    ask: async () =>
      body(
        api.POST("/api/models/{id}/rollback", {
          params: { path: { id: await findModel(past) } },
          body: { update: past.id },
        }),
      ),
    stale: ["updates", "library", "model"],
    doing: t("settings.updates.back_doing"),
    onDone: (outcome) => setNote(outcome.note ?? undefined),
  });
  return (
    <Row
      title={past.model_name ?? file}
      badge={
        <Badge variant="light" color="gray" tt="none">
          {past.state.replaceAll("_", " ")}
        </Badge>
      }
      lines={[
        moment(past.at),
        past.old_path === past.new_path
          ? past.new_path
          : t("settings.updates.moved", { from: past.old_path, to: past.new_path }),
      ]}
      actions={
        may &&
        past.state === "done" && (
          <Sure
            label={t("settings.updates.back")}
            subject={past.model_name ?? file}
            question={t("settings.updates.back_ask")}
            action={t("settings.updates.back_sure")}
            loading={back.isPending}
            onSure={() => back.run()}
          />
        )
      }
    >
      {note && <Alert mt="xs">{note}</Alert>}
    </Row>
  );
}

/** The model of an update: its record names files only, and the way back goes by the model. */
async function findModel(past: Doc<"PastUpdateDocument">): Promise<string> {
  const { updates } = await body(api.GET("/api/updates", { params: { query: {} } }));
  const checked = updates.find((one) => one.path === past.new_path || one.path === past.old_path);
  if (checked) return checked.model_id;
  const words = (past.new_path.split(/[\\/]/).at(-1) ?? "").replace(/\.[^.]+$/, "");
  const { models } = await body(api.GET("/api/models/library", { params: { query: { q: words, limit: 100 } } }));
  const model = models.find((one) => one.local_path === past.new_path || one.local_path === past.old_path);
  if (!model) throw new ApiError(t("settings.updates.no_model", { path: past.new_path }), 404, "not_found");
  return model.id;
}
