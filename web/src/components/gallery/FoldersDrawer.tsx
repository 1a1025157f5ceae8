import "@/text/en/gallery";
import { Button, Divider, Drawer, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { tellError } from "@/lib/error-handler";
import { ago } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { AddFolder } from "./AddFolder";
import { nameOf } from "./recipe";

type Folder = Doc<"PictureFolderDocument">;

/** The folders whose pictures are shown: looking through them, adding and forgetting. */
export function FoldersDrawer({
  folders,
  opened,
  onClose,
}: {
  folders: readonly Folder[];
  opened: boolean;
  onClose: () => void;
}) {
  const may = useMay("write");
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="md"
      title={t("gallery.folders")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        {folders.map((folder) => (
          <OneFolder key={folder.id} folder={folder} may={may} />
        ))}
        {!may && (
          <Text size="sm" c="dimmed">
            {t("gallery.may_not")}
          </Text>
        )}
        {folders.length > 0 && <Divider />}
        <Title order={3} size="h5">
          {t("gallery.add_title")}
        </Title>
        <AddFolder />
      </Stack>
    </Drawer>
  );
}

function OneFolder({ folder, may }: { folder: Folder; may: boolean }) {
  // Who could not add it again could not undo it.
  const mayAdd = useMay("admin");
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["pictures"] });
    void client.invalidateQueries({ queryKey: ["jobs"] });
  };
  const index = useMutation({
    mutationFn: () => body(api.POST("/api/pictures/index", { body: { folder_ids: [folder.id] } })),
    onSuccess: refresh,
    onError: (problem) => tellError(problem, t("gallery.indexing_it", { path: folder.path })),
  });
  const forget = useMutation({
    mutationFn: () => body(api.DELETE("/api/pictures/folders/{id}", { params: { path: { id: folder.id } } })),
    onSuccess: () => {
      refresh();
      const { path, recursive } = folder;
      offerUndo(t("gallery.forgotten", { path: nameOf(path), count: folder.pictures }), async () => {
        await body(api.POST("/api/pictures/folders", { body: { path, recursive } }));
        refresh();
      });
    },
    onError: (problem) => tellError(problem, t("gallery.forgetting", { path: folder.path })),
  });
  return (
    <Paper component="section" aria-label={folder.path} withBorder p="sm">
      <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
        {folder.path}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          t("gallery.count", { count: folder.pictures }),
          folder.recursive ? t("gallery.with_subfolders") : t("gallery.without_subfolders"),
          folder.unreadable > 0 ? t("gallery.unreadable", { count: folder.unreadable }) : undefined,
          folder.thumbnails < folder.pictures
            ? t("gallery.without_thumbnail", { count: folder.pictures - folder.thumbnails })
            : undefined,
          folder.indexed_at ? t("gallery.looked", { ago: ago(folder.indexed_at) }) : t("gallery.never_looked"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={index.isPending}
          disabled={!may}
          onClick={() => index.mutate()}
        >
          {t("gallery.index_now")}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          loading={forget.isPending}
          disabled={!may || !mayAdd}
          onClick={() => forget.mutate()}
        >
          {t("gallery.forget")}
        </Button>
      </Group>
    </Paper>
  );
}
