import "@/text/en/discover";
import { Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Doc } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { type TextKey, t } from "@/text";
import { type FoundVersion, useDetail, versionOf } from "./detail";
import { FoundFiles } from "./FoundFiles";
import { FoundHeader } from "./FoundHeader";
import { FoundPictures } from "./FoundPictures";
import { clean, filesOfVersion, type Order, offeredFiles, type PlaceWishes } from "./order";
import { PlaceChoices } from "./PlaceChoices";
import { PlanView } from "./PlanView";
import { usePlan } from "./useFound";
import { VersionPicker } from "./VersionPicker";

interface Props {
  named: Doc<"ReferenceDocument">;
  reference: string;
  version: string | undefined;
  file: string | undefined;
  onVersion: (version: string | undefined) => void;
  onFile: (file: string | undefined) => void;
}

/** A model of a source: what it is, its files, what is here of it, and what a download would do. */
export function FoundModelPage({ named, reference, version: chosen, file, onVersion, onFile }: Props) {
  const detail = useDetail(named);
  // Details are those of the newest state: of a branch or commit that was named only the plan tells.
  const version = named.revision && !chosen ? undefined : versionOf(detail.data, chosen, named);
  const implied = chosen ? undefined : (named.file_id ?? named.path);
  const wanted = file ?? (implied == null ? undefined : String(implied));
  const isOffered = !wanted || version?.files.some(({ id }) => id === wanted);
  if (detail.isLoading) return <PageSkeleton />;
  return (
    <Stack>
      {detail.data ? <FoundHeader detail={detail.data} version={version} /> : <NamedHeader named={named} />}
      {/* A plan may be had all the same: it asks for less. */}
      {detail.isError && (
        <ErrorPanel error={detail.error} doing={t("discover.detail_doing")} onRetry={() => void detail.refetch()} />
      )}
      {detail.data && (
        <VersionPicker versions={detail.data.versions} chosen={version} onChoose={(id) => onVersion(id)} />
      )}
      {version && <FoundPictures pictures={version.pictures} />}
      {/* Another version has other files, and a place that was thought of for one is not meant for the other. */}
      <Offer
        key={version?.id ?? reference}
        source={detail.data?.model.source}
        version={version}
        reference={version && isOffered ? version.reference : reference}
        file={wanted}
        onFile={onFile}
      />
    </Stack>
  );
}

/** The files to choose from, the place, and the plan of what was chosen. */
function Offer({
  source,
  version,
  reference,
  file,
  onFile,
}: Pick<Props, "reference" | "file" | "onFile"> & {
  source: string | undefined;
  version: FoundVersion | undefined;
}) {
  const [wishes, setWishes] = useState<PlaceWishes>({});
  const [settled] = useDebouncedValue(wishes, 300);
  // Where no source tells its files, the plan of all of them does.
  const all = usePlan({ reference, all: true }, !version);
  const files = version && source ? filesOfVersion(source, version) : offeredFiles(all.data?.items ?? []);
  const offered = files.find(({ key }) => key === file);
  const order: Order = { reference, ...offered?.choice, ...clean(settled) };
  return (
    <>
      <FoundFiles files={files} isPending={all.isLoading} chosen={file} onChoose={onFile} />
      <PlaceChoices wishes={wishes} onChange={setWishes} />
      <PlanView order={order} isSettled={settled === wishes} hasFiles={files.length > 1} />
    </>
  );
}

/** What is known of a reference before, or without, any source. */
function NamedHeader({ named }: { named: Doc<"ReferenceDocument"> }) {
  return (
    <div>
      <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
        {named.repo ?? named.air ?? named.reference}
      </Title>
      <Text size="sm" c="dimmed">
        {t(`discover.kind.${named.kind}` as TextKey)}
      </Text>
    </div>
  );
}
