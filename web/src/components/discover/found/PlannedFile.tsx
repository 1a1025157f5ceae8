import "@/text/en/discover";
import { Alert, Badge, Box, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconDownload, IconInfoCircle } from "@tabler/icons-react";
import { KeysLink } from "@/components/downloads/DownloadFailure";
import { bytes } from "@/lib/format";
import { type TextKey, t } from "@/text";
import type { PlannedItem } from "./order";

const COLORS: Record<string, string> = {
  planned: "blue",
  already_present: "green",
  skipped: "gray",
  refused: "red",
  failed: "red",
};

/** What would be done with one file: where to, what is compared, or why not. */
export function PlannedFile({ item, hint }: { item: PlannedItem; hint?: string }) {
  const isRefused = item.state === "refused" || item.state === "failed";
  return (
    <Box component="li" p="sm" style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}>
      <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {item.file ?? item.reference}
        </Text>
        <Badge
          size="sm"
          variant="light"
          color={COLORS[item.state] ?? "gray"}
          style={{ flexShrink: 0 }}
          leftSection={
            item.state === "planned" ? (
              <IconDownload size={11} aria-hidden />
            ) : item.state === "already_present" ? (
              <IconCheck size={11} aria-hidden />
            ) : undefined
          }
        >
          {t(`discover.plan.${item.state}` as TextKey)}
        </Badge>
      </Group>
      {item.path && (
        <Text size="xs" style={{ overflowWrap: "anywhere" }}>
          {t(item.state === "already_present" ? "discover.plan_is_at" : "discover.plan_goes_to")} {item.path}
        </Text>
      )}
      {!isRefused && (
        <Text size="xs" c="dimmed">
          {bytes(item.size)}
          {item.state === "planned" &&
            ` · ${item.sha256 ? t("discover.plan_checked", { hash: item.sha256.slice(0, 10) }) : t("discover.plan_unchecked")}`}
        </Text>
      )}
      {item.reason && !isRefused && (
        <Group gap={4} wrap="nowrap" align="flex-start" mt={4}>
          <IconInfoCircle size={14} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Text size="xs">{item.reason}</Text>
        </Group>
      )}
      {isRefused && <Refusal item={item} hint={hint} />}
    </Box>
  );
}

function Refusal({ item, hint }: { item: PlannedItem; hint?: string }) {
  const steps = item.error?.resolution_steps ?? [];
  const wantsKey = item.error?.code === "auth" || Boolean(item.error?.details && "deadline" in item.error.details);
  return (
    <Alert color="red" p="xs" mt={6} icon={<IconAlertTriangle aria-hidden />}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {item.error?.message ?? item.reason}
      </Text>
      {hint && (
        <Text size="sm" fw={600} mt={4}>
          {hint}
        </Text>
      )}
      {steps.length > 0 && (
        <List size="sm" mt={4}>
          {steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      )}
      {wantsKey && (
        <Box mt="xs">
          <KeysLink />
        </Box>
      )}
    </Alert>
  );
}
