import "@/text/en/library";
import { Badge, Button, Drawer, Group, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useLacks } from "@/app/session";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { NeedsLine } from "@/components/parts/NeedsLine";
import { bytes } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { download, moveToTrash } from "../actions";
import { useDownloadOf } from "../live";
import { fetchWords, isHere, type ModelInfo, stateOf } from "../models";
import { modelQuery } from "../queries";
import RunningActions from "../RunningActions";
import { stateWord, typeWord } from "../words";
import { Compatibility } from "./Compatibility";
import { Files } from "./Files";
import { History } from "./History";
import { Overview } from "./Overview";
import { Safety } from "./Safety";
import { Storage } from "./Storage";
import { UsedIn } from "./UsedIn";
import { Versions } from "./Versions";

const TABS = {
  overview: Overview,
  versions: Versions,
  files: Files,
  compatibility: Compatibility,
  storage: Storage,
  safety: Safety,
  history: History,
  used: UsedIn,
} satisfies Record<string, React.ComponentType<{ model: ModelInfo }>>;

interface ModelDrawerProps {
  id: string;
  onClose: () => void;
  /** Changes the address. */
  onGo: (change: Record<string, string | undefined>, replace?: boolean) => void;
}

/** All of one model, beside the list. */
export default function ModelDrawer({ id, onClose, onGo }: ModelDrawerProps) {
  const { tab } = useSearch({ strict: false });
  const { data, error, refetch } = useQuery(modelQuery(id));
  const shown = tab && tab in TABS ? tab : "overview";
  // It goes with the address at once, too fast for the drawer itself to give the focus back.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => before instanceof HTMLElement && before.isConnected && before.focus({ preventScroll: true }));
    },
    [before],
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={700}
      padding="md"
      title={<Text fw={700}>{data?.name ?? t("library.details")}</Text>}
      closeButtonProps={{ "aria-label": t("library.drawer_close") }}
    >
      {error ? (
        <ErrorPanel error={error} doing={t("library.doing_details")} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Stack aria-busy="true">
          <Skeleton h={24} w="50%" />
          <Skeleton h={160} />
          <Skeleton h={200} />
        </Stack>
      ) : (
        <Stack gap="sm">
          <Head model={data} onClose={onClose} />
          <NeedsLine />
          <Tabs value={shown} onChange={(next) => onGo({ tab: next ?? undefined }, true)} keepMounted={false}>
            <Tabs.List mb="sm">
              {Object.keys(TABS).map((name) => (
                <Tabs.Tab key={name} value={name} px="sm">
                  {t(`library.tab_${name}` as TextKey)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {Object.entries(TABS).map(([name, Tab]) => (
              <Tabs.Panel key={name} value={name}>
                {/* Another model begins with nothing of the one before. */}
                <Tab key={id} model={data} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </Stack>
      )}
    </Drawer>
  );
}

function Head({ model, onClose }: { model: ModelInfo; onClose: () => void }) {
  const client = useQueryClient();
  const { id, name } = model;
  const fetching = fetchWords(model);
  const task = useDownloadOf(id, model.status === "downloading");
  const may = !useLacks("write");
  return (
    <Group justify="space-between">
      <Group gap={6}>
        <Badge variant="light">{stateWord(stateOf(model))}</Badge>
        {[typeWord(model), model.base_model, model.provider].filter(Boolean).map((word) => (
          <Badge key={word} variant="default" tt="none">
            {word}
          </Badge>
        ))}
        <Text size="sm" c="dimmed">
          {bytes(model.disk_usage || model.size || null)}
        </Text>
      </Group>
      {task && <RunningActions task={task} />}
      {may && fetching && !task && (
        <Button size="xs" aria-label={t(fetching.label, { name })} onClick={() => void download(client, id, name)}>
          {t(fetching.shown)}
        </Button>
      )}
      {may && isHere(model) && (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={t("library.delete_of", { name })}
          onClick={() => void moveToTrash(client, id, name).then((isGone) => isGone && onClose())}
        >
          {t("library.bulk_trash")}
        </Button>
      )}
    </Group>
  );
}
