import "@/text/en/settings";
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Rows } from "@/components/settings/parts/Row";
import { Section } from "@/components/settings/parts/Section";
import { Shown } from "@/components/settings/parts/Shown";
import { useDeferred } from "@/lib/undo";
import { t } from "@/text";
import { keyOf, Webhook } from "./webhooks/Webhook";
import { WebhookForm } from "./webhooks/WebhookForm";

/** Who is told what happens. */
export default function Webhooks() {
  const hooks = useQuery({ queryKey: ["settings", "webhooks"], queryFn: () => body(api.GET("/api/webhooks")) });
  const gone = useDeferred();
  const [made, setMade] = useState<Doc<"NewWebhookDocument">>();
  return (
    <Needs scope="admin">
      <Stack>
        {made && (
          <Shown
            title={t("settings.webhooks.secret", { name: made.webhook.name || made.webhook.url })}
            secret={made.secret}
            onDone={() => setMade(undefined)}
          />
        )}
        <Section title={t("settings.webhooks.list")} description={t("settings.webhooks.about")}>
          <Loaded query={hooks} doing={t("settings.webhooks.read")}>
            {({ webhooks: all }) => {
              const webhooks = all.filter(({ id }) => !gone.has(keyOf(id)));
              return webhooks.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t("settings.webhooks.none")}
                </Text>
              ) : (
                <Rows label={t("settings.webhooks.list")}>
                  {webhooks.map((hook) => (
                    <Webhook key={hook.id} hook={hook} onSecret={setMade} />
                  ))}
                </Rows>
              );
            }}
          </Loaded>
        </Section>
        <Section title={t("settings.webhooks.new")}>
          <WebhookForm onMade={setMade} />
        </Section>
      </Stack>
    </Needs>
  );
}
