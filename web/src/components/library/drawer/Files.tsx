import "@/text/en/library";
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { Facts } from "./Part";

/** Where its file lies, what it hashes to, where it came from, and what its header says. */
export function Files({ model }: { model: ModelInfo }) {
  const metadata = Object.entries((model.metadata ?? {}) as Record<string, unknown>);
  const name = model.local_path?.split(/[\\/]/).at(-1);
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [t("library.file"), name],
          [t("library.path"), model.local_path && <Copied text={model.local_path} label={t("library.copy_path")} />],
          [t("library.column_size"), bytes(model.disk_usage || model.size || null)],
          [t("library.format"), model.format],
          [
            t("library.checksum"),
            model.checksum && <Copied text={model.checksum} label={t("library.copy_checksum")} />,
          ],
          [t("library.source"), model.download_url],
          [t("library.origin"), model.origin],
        ]}
      />
      {!model.local_path && (
        <Text size="sm" c="dimmed">
          {t("library.not_here")}
        </Text>
      )}
      {metadata.length > 0 && (
        <>
          <Text fw={600} size="sm">
            {t("library.header")}
          </Text>
          <Facts
            facts={metadata.map(([name, value]) => [
              name.replaceAll("_", " "),
              typeof value === "object" ? <Code key={name}>{JSON.stringify(value)}</Code> : String(value),
            ])}
          />
        </>
      )}
    </Stack>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <Group gap={6} component="span">
      <span style={{ overflowWrap: "anywhere", minWidth: 0 }}>{text}</span>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" onClick={copy}>
            {copied ? t("library.copied") : label}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
