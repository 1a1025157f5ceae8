import "@/text/en/settings";
import { Badge, Button, Collapse, Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { Row } from "@/components/settings/parts/Row";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { ago, moment } from "@/lib/format";
import { deferWithUndo } from "@/lib/undo";
import { t } from "@/text";
import { Delivered, Deliveries } from "./Deliveries";
import { WebhookForm } from "./WebhookForm";

/** By what a webhook that is being deleted is known. */
export const keyOf = (id: string): string => `webhook:${id}`;

/** One webhook: whether it is told, a test, what it was told, its secret. */
export function Webhook({
  hook,
  onSecret,
}: {
  hook: Doc<"WebhookDocument">;
  onSecret(made: Doc<"NewWebhookDocument">): void;
}) {
  const [shown, setShown] = useState<"form" | "log">();
  const path = { path: { id: hook.id } };
  const name = hook.name || hook.url;
  const enable = useChange({
    ask: (enabled: boolean) => body(api.PUT("/api/webhooks/{id}", { params: path, body: { enabled } })),
    stale: ["settings"],
    doing: t("settings.webhooks.change_doing"),
  });
  const test = useChange({
    ask: () => body(api.POST("/api/webhooks/{id}/test", { params: path })),
    stale: ["settings"],
    doing: t("settings.webhooks.test_doing"),
  });
  const rotate = useChange({
    ask: () => body(api.POST("/api/webhooks/{id}/rotate", { params: path, body: {} })),
    stale: ["settings"],
    doing: t("settings.webhooks.rotate_doing"),
    onDone: onSecret,
  });
  const client = useQueryClient();
  const remove = () =>
    deferWithUndo({
      keys: [keyOf(hook.id)],
      message: t("settings.webhooks.deleted", { name }),
      doing: t("settings.webhooks.delete_doing"),
      act: async () => {
        await body(api.DELETE("/api/webhooks/{id}", { params: path, keepalive: true }));
        await client.invalidateQueries({ queryKey: ["settings"] });
      },
    });
  const flip = (which: "form" | "log") => setShown(shown === which ? undefined : which);
  return (
    <Row
      title={name}
      badge={
        hook.disabled_because ? (
          <Badge color="red" variant="light" tt="none">
            {t("settings.webhooks.disabled")}
          </Badge>
        ) : hook.failing_since ? (
          <Badge color="orange" variant="light" tt="none">
            {t("settings.webhooks.failing", { since: ago(hook.failing_since) })}
          </Badge>
        ) : null
      }
      lines={[
        hook.name && hook.url,
        t("settings.webhooks.told", { events: hook.events.length > 0 ? hook.events.join(", ") : "*" }),
        t("settings.webhooks.hint", { hint: hook.secret_hint }),
        hook.old_secret_until && t("settings.webhooks.both", { until: moment(hook.old_secret_until) }),
        hook.disabled_because,
      ]}
      actions={
        <>
          <Switch
            aria-label={t("settings.webhooks.enabled", { name: `“${name}”` })}
            checked={enable.isPending ? enable.variables : hook.enabled}
            disabled={enable.isPending}
            onChange={(event) => enable.run(event.currentTarget.checked)}
          />
          <Action label={t("settings.webhooks.test")} of={name} loading={test.isPending} onClick={() => test.run()} />
          <Action label={t("settings.webhooks.log")} of={name} expanded={shown === "log"} onClick={() => flip("log")} />
          <Action label={t("settings.edit")} of={name} expanded={shown === "form"} onClick={() => flip("form")} />
          <Sure
            label={t("settings.webhooks.rotate")}
            subject={name}
            color="orange"
            question={t("settings.webhooks.rotate_ask")}
            action={t("settings.webhooks.rotate_sure")}
            loading={rotate.isPending}
            onSure={() => rotate.run()}
          />
          <Sure
            label={t("delete")}
            subject={name}
            question={t("settings.webhooks.delete_ask")}
            action={t("settings.webhooks.delete_sure")}
            onSure={remove}
          />
        </>
      }
    >
      <div role="status">{test.data && <Delivered delivery={test.data} />}</div>
      <Collapse expanded={shown === "form"} pt="sm">
        {shown === "form" && <WebhookForm hook={hook} onDone={() => setShown(undefined)} />}
      </Collapse>
      <Collapse expanded={shown === "log"} pt="sm">
        {shown === "log" && <Deliveries hook={hook.id} />}
      </Collapse>
    </Row>
  );
}

function Action({
  label,
  of,
  expanded,
  loading,
  onClick,
}: {
  label: string;
  of: string;
  expanded?: boolean;
  loading?: boolean;
  onClick(): void;
}) {
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={loading ?? false}
      aria-expanded={expanded}
      aria-label={`${label}: “${of}”`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
