import "@/text/en/settings";
import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/text";

/** A secret that is shown this once. */
export function Shown({ title, secret, onDone }: { title: string; secret: string; onDone(): void }) {
  const [copied, setCopied] = useState<boolean>();
  const copy = () =>
    // A page without https has no clipboard; then the text is marked for the person's own keys.
    (navigator.clipboard?.writeText(secret) ?? Promise.reject(new Error("no clipboard"))).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Alert color="green" title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("settings.once")}</Text>
        <Code block style={{ maxWidth: "100%", overflowWrap: "anywhere", whiteSpace: "pre-wrap", userSelect: "all" }}>
          {secret}
        </Code>
        <Group gap="xs">
          <Button
            size="compact-sm"
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            onClick={() => void copy()}
          >
            {t("settings.copy")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {t("settings.have_it")}
          </Button>
          <Text size="sm" role="status">
            {copied === true ? t("settings.copied") : copied === false ? t("settings.copy_by_hand") : ""}
          </Text>
        </Group>
      </Stack>
    </Alert>
  );
}
