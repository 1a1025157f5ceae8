import "@/text/en/settings";
import { Alert, Button, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { EmptyState } from "@/components/parts/EmptyState";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { Section } from "@/components/settings/parts/Section";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { ago, bytes } from "@/lib/format";
import { t } from "@/text";

/** What nobody should load, and the way back for who knows better. */
export default function Quarantine() {
  const kept = useQuery({
    queryKey: ["trash", "quarantine"],
    queryFn: () => body(api.GET("/api/models/quarantine")),
  });
  return (
    <Section title={t("settings.quarantine")} description={t("settings.quarantine.about")}>
      <Loaded query={kept} doing={t("settings.quarantine.read")}>
        {({ items, total_bytes }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconShieldCheck />} title={t("settings.quarantine.none")}>
              {t("settings.quarantine.none.about")}
            </EmptyState>
          ) : (
            <>
              <Text size="sm">{t("settings.quarantine.total", { count: items.length, size: bytes(total_bytes) })}</Text>
              <Rows label={t("settings.quarantine")}>
                {items.map((item) => (
                  <Kept key={item.id} item={item} />
                ))}
              </Rows>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function Kept({ item }: { item: Doc<"KeptDocument"> }) {
  const may = useMay("write");
  const [refused, setRefused] = useState<Doc<"ErrorBody">>();
  const restore = useChange({
    ask: () => body(api.POST("/api/models/quarantine/restore", { body: { items: [item.id] } })),
    stale: ["trash", "library", "model", "facets"],
    doing: t("settings.quarantine.restore_doing"),
    // A list of outcomes is no failure of the request: why one did not come back stands in it.
    onDone: ({ items: outcomes }) => setRefused(outcomes[0]?.error ?? undefined),
  });
  return (
    <Row
      title={item.path}
      lines={[item.reason, `${bytes(item.size_bytes)} · ${ago(item.at)}`]}
      actions={
        may ? (
          <Sure
            label={t("settings.quarantine.restore")}
            subject={item.path}
            question={t("settings.quarantine.restore_ask")}
            action={t("settings.quarantine.restore_sure")}
            loading={restore.isPending}
            onSure={() => restore.run()}
          />
        ) : (
          <Button size="compact-sm" disabled>
            {t("settings.quarantine.restore")}
          </Button>
        )
      }
    >
      {refused && (
        <Alert color="red" role="alert" mt="xs">
          {[refused.message, ...refused.resolution_steps].join(" ")}
        </Alert>
      )}
    </Row>
  );
}
