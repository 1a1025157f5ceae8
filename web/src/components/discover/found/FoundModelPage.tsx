import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconExternalLink } from "@tabler/icons-react";
import { useState } from "react";
import type { Doc } from "@/api/client";
import { t } from "@/text";
import { FoundFiles } from "./FoundFiles";
import { clean, type Order, offeredFiles, type PlaceWishes } from "./order";
import { PlaceChoices } from "./PlaceChoices";
import { PlanView } from "./PlanView";
import { usePlan } from "./useFound";

interface Props {
  named: Doc<"ReferenceDocument">;
  reference: string;
  version: string | undefined;
  file: string | undefined;
  onVersion: (version: string | undefined) => void;
  onFile: (file: string | undefined) => void;
}

/** A model of a source: what it is, its files, what is here of it, and what a download would do. */
export function FoundModelPage({ named, reference, version, file, onFile }: Props) {
  const [wishes, setWishes] = useState<PlaceWishes>({});
  const [settled] = useDebouncedValue(wishes, 300);
  const chosen = version ? { version_id: Number(version) } : {};
  const all = usePlan({ reference, ...chosen, all: true }, named.kind !== "path" && named.kind !== "url");
  const files = offeredFiles(all.data?.items ?? []);
  const offered = files.find(({ key }) => key === file);
  const order: Order = { reference, ...chosen, ...offered?.choice, ...clean(settled) };
  return (
    <Stack>
      <div>
        <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
          {named.repo ?? named.air ?? named.reference}
        </Title>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {t(`discover.kind.${named.kind}` as never)}
          </Text>
          {named.url && (
            <Anchor href={named.url} target="_blank" rel="noreferrer" size="sm">
              {t("discover.its_page")} <IconExternalLink size={13} aria-hidden />
            </Anchor>
          )}
        </Group>
      </div>
      <FoundFiles
        files={files}
        isPending={all.isPending && all.fetchStatus !== "idle"}
        chosen={file}
        onChoose={onFile}
      />
      <PlaceChoices wishes={wishes} onChange={setWishes} />
      <PlanView order={order} isSettled={settled === wishes} />
    </Stack>
  );
}
