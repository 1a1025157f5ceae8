import "@/text/en/discover";
import { Badge, Code, Group, Radio, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { byWorth, type OfferedFile } from "./order";

const USUAL = "";

/** The files of a version: size, hash, whether it is here; one of them is taken. */
export function FoundFiles({
  files,
  isPending,
  chosen,
  onChoose,
}: {
  files: readonly OfferedFile[];
  isPending: boolean;
  chosen: string | undefined;
  onChoose: (key: string | undefined) => void;
}) {
  if (isPending) return <Skeleton h={90} aria-busy="true" />;
  const [only] = files;
  if (!only) return null;
  if (files.length === 1)
    return (
      <section>
        <Title order={3} size="h5" mb={6}>
          {t("discover.file")}
        </Title>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {only.name}
        </Text>
        <FileFacts file={only} />
      </section>
    );
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t("discover.files")}
      </Title>
      <Radio.Group
        aria-label={t("discover.files")}
        value={chosen ?? USUAL}
        onChange={(key) => onChoose(key || undefined)}
      >
        <Stack gap={6}>
          <Radio value={USUAL} label={t("discover.file_usual")} />
          {byWorth(files).map((file) => (
            <Radio
              key={file.key}
              value={file.key}
              label={file.name}
              description={<FileFacts file={file} />}
              styles={{ label: { overflowWrap: "anywhere" } }}
            />
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
}

function FileFacts({ file }: { file: OfferedFile }) {
  return (
    <Group gap={6} component="span">
      <Text span size="xs">
        {bytes(file.size)}
      </Text>
      {file.facts && (
        <Text span size="xs">
          {file.facts}
        </Text>
      )}
      {file.sha256 && (
        <Code fz={11} title={`SHA-256 ${file.sha256}`}>
          {file.sha256.slice(0, 10)}
        </Code>
      )}
      {file.present && (
        <Badge
          size="xs"
          color="green"
          variant="light"
          component="span"
          leftSection={<IconCheck size={10} aria-hidden />}
          title={file.present === true ? undefined : file.present}
        >
          {t("discover.file_here")}
        </Badge>
      )}
      {file.danger && (
        <Text span size="xs" c="red">
          {file.danger}
        </Text>
      )}
    </Group>
  );
}
