import "@/text/en/settings";
import { Badge, Button, Code, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Row, Rows } from "@/components/settings/parts/Row";
import { useChange } from "@/components/settings/parts/useChange";
import { moment } from "@/lib/format";
import { t } from "@/text";

/** What a webhook was told, the newest first. */
export function Deliveries({ hook }: { hook: string }) {
  const log = useQuery({
    queryKey: ["settings", "webhooks", hook, "deliveries"],
    queryFn: () =>
      body(api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id: hook }, query: { limit: 50 } } })),
    staleTime: 0,
  });
  const again = useChange({
    ask: (delivery: string) =>
      body(api.POST("/api/webhooks/{id}/deliveries/{delivery}/retry", { params: { path: { id: hook, delivery } } })),
    stale: ["settings"],
    doing: t("settings.webhooks.again_doing"),
  });
  return (
    <Loaded query={log} doing={t("settings.webhooks.log_read")}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("settings.webhooks.log_none")}
          </Text>
        ) : (
          <Rows label={t("settings.webhooks.log")}>
            {deliveries.map((one) => (
              <Row
                key={one.id}
                title={one.event}
                badge={<State delivery={one} />}
                lines={[moment(one.created_at), lastAttempt(one)]}
                actions={
                  one.finished_at && (
                    <Button
                      size="compact-sm"
                      variant="light"
                      loading={again.isPending && again.variables === one.id}
                      onClick={() => again.run(one.id)}
                    >
                      {t("settings.webhooks.again")}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        )
      }
    </Loaded>
  );
}

/** What came back of a test. */
export function Delivered({ delivery }: { delivery: Doc<"DeliveryDocument"> }) {
  const answer = delivery.attempts.at(-1)?.answer;
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm">
        <State delivery={delivery} /> {lastAttempt(delivery)}
      </Text>
      {answer && (
        <Code block style={{ maxHeight: 120, overflow: "auto" }} tabIndex={0}>
          {answer}
        </Code>
      )}
    </Stack>
  );
}

function State({ delivery }: { delivery: Doc<"DeliveryDocument"> }) {
  const colour = delivery.state === "delivered" ? "green" : delivery.state === "failed" ? "red" : "yellow";
  return (
    <Badge component="span" variant="light" color={colour} tt="none">
      {delivery.state}
    </Badge>
  );
}

function lastAttempt({ attempts }: Doc<"DeliveryDocument">): string {
  const last = attempts.at(-1);
  if (!last) return t("settings.webhooks.not_sent");
  return t("settings.webhooks.attempt", {
    count: attempts.length,
    said: last.status ? String(last.status) : (last.error ?? t("unknown")),
    ms: last.duration_ms,
  });
}
