import "@/text/en/generate";
import { Button, Center, Modal, SimpleGrid, Skeleton, UnstyledButton } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import { fromGeneration } from "../adopt";
import { useGeneration } from "../GenerationProvider";
import type { Generation, Output, Source } from "../types";
import { OutputMedia } from "./OutputMedia";
import { useFeed } from "./useFeed";

/** Chooses a result of an earlier generation as a source. */
export function FeedPicker({
  opened,
  media,
  onClose,
  onPick,
}: {
  opened: boolean;
  media: "image" | "video";
  onClose: () => void;
  onPick: (source: Source) => void;
}) {
  const { memory } = useGeneration();
  const feed = useFeed({ media }, opened);
  const [busy, setBusy] = useState<string>();
  const rows = feed.data?.pages.flatMap((page) => page.generations) ?? [];
  const results = rows.flatMap((row) => row.outputs.filter(({ url }) => url).map((output) => ({ row, output })));

  const pick = async (row: Generation, output: Output) => {
    setBusy(output.id);
    try {
      onPick(await sourceOf(row, output, memory.workflow));
    } catch (problem) {
      tellError(problem, t("generate.pictures.doing"));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t("generate.pictures.from_feed")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {feed.error ? (
        <ErrorPanel error={feed.error} doing={t("generate.feed.doing")} onRetry={() => void feed.refetch()} />
      ) : feed.isPending ? (
        <Skeleton h={160} />
      ) : results.length === 0 ? (
        <EmptyState icon={<IconPhoto aria-hidden />} title={t("generate.pictures.no_feed")}>
          {t("generate.feed.empty.step")}
        </EmptyState>
      ) : (
        <SimpleGrid cols={{ base: 3, sm: 5 }} spacing="xs">
          {results.map(({ row, output }) => (
            <div key={output.id}>
              <div style={{ height: 110 }}>
                <OutputMedia output={output} media={row.media} alt={t("generate.output", { number: output.number })} />
              </div>
              <UnstyledButton
                aria-label={t("generate.pictures.pick", { name: `${row.id.slice(-6)}-${output.number}` })}
                disabled={busy !== undefined}
                onClick={() => void pick(row, output)}
                style={{ width: "100%", textAlign: "center", padding: 4, fontSize: 13 }}
              >
                {t("generate.resource.take")}
              </UnstyledButton>
            </div>
          ))}
        </SimpleGrid>
      )}
      {feed.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={feed.isFetchingNextPage} onClick={() => void feed.fetchNextPage()}>
            {t("generate.more")}
          </Button>
        </Center>
      )}
    </Modal>
  );
}

/** A result as the source of a workflow: the orchestrator knows it by its own address, and this page by ours. */
export async function sourceOf(row: Generation, output: Output, workflow: string): Promise<Source> {
  const { form } = await fromGeneration(row.id, workflow, output.number);
  return withPreview(form, output);
}

/** The source that a form was given of a result. */
export function withPreview(form: Record<string, unknown>, output: Output): Source {
  const given = (Array.isArray(form.images) ? form.images[0] : form.video) as Source;
  const name = t("generate.output", { number: output.number });
  return { ...given, name, preview: output.url ?? undefined, level: output.level };
}
