import "@/text/en/settings";
import { Badge, Button, Checkbox, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes, moment } from "@/lib/format";
import { t } from "@/text";

/** What a subscription found, and what became of it. */
export function FoundVersions({ id }: { id: string }) {
  const [before, setBefore] = useState(false);
  const found = useQuery({
    queryKey: ["updates", "subscriptions", id, before],
    queryFn: () =>
      body(
        api.GET("/api/subscriptions/{id}/versions", {
          params: { path: { id }, query: { limit: 100, ...(before ? { state: "known" } : {}) } },
        }),
      ),
  });
  return (
    <>
      <Checkbox
        size="xs"
        mb="xs"
        label={t("settings.subscriptions.known")}
        checked={before}
        onChange={(event) => setBefore(event.currentTarget.checked)}
      />
      <Loaded query={found} doing={t("settings.subscriptions.found_read")}>
        {({ versions }) =>
          versions.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("settings.subscriptions.found_none")}
            </Text>
          ) : (
            <Rows label={t("settings.subscriptions.found")}>
              {versions.map((version) => (
                <Version key={version.version_id} subscription={id} version={version} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </>
  );
}

const OURS = new Set(["fetching", "fetched", "here", "wanted"]);

function Version({ subscription, version }: { subscription: string; version: Doc<"FoundVersionDocument"> }) {
  const may = useMay("write");
  const fetch = useChange({
    ask: () =>
      body(
        api.POST("/api/subscriptions/{id}/versions/{version}/fetch", {
          params: { path: { id: subscription, version: version.version_id } },
        }),
      ),
    stale: ["updates", "downloads"],
    doing: t("settings.subscriptions.fetch_doing"),
  });
  const name = [version.model_name, version.version_name].filter(Boolean).join(" · ");
  return (
    <Row
      title={name || String(version.version_id)}
      badge={
        <Badge variant="light" color={OURS.has(version.state) ? "green" : "gray"} tt="none">
          {version.state}
        </Badge>
      }
      lines={[
        [version.creator, version.base_model, bytes(version.size_bytes), moment(version.published_at)]
          .filter(Boolean)
          .join(" · "),
        version.reason,
      ]}
      actions={
        !OURS.has(version.state) && (
          <Button
            size="compact-sm"
            disabled={!may}
            loading={fetch.isPending}
            aria-label={`${t("settings.subscriptions.fetch")}: “${name}”`}
            onClick={() => fetch.run()}
          >
            {t("settings.subscriptions.fetch")}
          </Button>
        )
      }
    />
  );
}
