import "@/text/en/generate";
import { Button, FileButton, Group, Paper, Text } from "@mantine/core";
import { IconPhotoPlus, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { handleApiError, showError } from "@/lib/error-handler";
import { t } from "@/text";
import { FeedPicker } from "../feed/FeedPicker";
import { keepPicture } from "../pictureStore";
import type { Source } from "../types";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";
import { SourcePicture } from "./SourcePicture";

const PICTURES = "image/png,image/jpeg,image/webp";
const VIDEOS = "video/mp4,video/webm";

/** Pictures, or a video: chosen, dropped, or from the feed. */
export function PicturesField({ field, value, onChange, problem }: FieldProps) {
  const isVideo = field.type === "video";
  const sources = isVideo ? (value ? [value as Source] : []) : Array.isArray(value) ? (value as Source[]) : [];
  const most = isVideo ? 1 : (field.max ?? 1);
  const [isOver, setOver] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();

  const become = (next: Source[]) => onChange(next.length === 0 ? undefined : isVideo ? next[0] : next);
  const add = async (files: readonly File[]) => {
    const room = Math.max(0, most - sources.length);
    setSaid(files.length > room ? t("generate.pictures.too_many", { count: most }) : undefined);
    setBusy(true);
    try {
      const kept: Source[] = [];
      for (const file of files.slice(0, room)) {
        const { smaller, ...source } = await keepPicture(file);
        if (smaller)
          setSaid(t("generate.pictures.smaller", { width: String(source.width), height: String(source.height) }));
        kept.push(source);
      }
      become([...sources, ...kept]);
    } catch (wrong) {
      const { title, message } = handleApiError(wrong, t("generate.pictures.doing"));
      showError(title, message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <FieldFrame field={field} problem={problem} group>
      <Paper
        withBorder
        p="xs"
        bg={isOver ? "var(--mantine-primary-color-light)" : undefined}
        style={{ borderStyle: "dashed" }}
        data-source-field={field.key}
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          // The form itself would read the settings of the picture.
          event.stopPropagation();
          setOver(false);
          void add([...event.dataTransfer.files]);
        }}
      >
        <Group gap="xs" align="flex-start">
          {sources.map((source, at) => (
            <SourcePicture
              key={source.url}
              source={source}
              isVideo={isVideo}
              label={field.slots?.[at] ?? source.name ?? t("generate.pictures.number", { number: at + 1 })}
              onRemove={() => become(sources.filter((one) => one !== source))}
            />
          ))}
        </Group>
        {sources.length < most && (
          <Group gap="xs" mt={sources.length > 0 ? "xs" : 0}>
            <FileButton
              multiple={most > 1}
              accept={isVideo ? VIDEOS : PICTURES}
              onChange={(chosen) => void add([chosen ?? []].flat())}
            >
              {(props) => (
                <Button
                  {...props}
                  {...accessOf(field, problem)}
                  size="xs"
                  variant="default"
                  loading={isBusy}
                  leftSection={<IconUpload size={14} aria-hidden />}
                >
                  {isVideo ? t("generate.pictures.choose_video") : t("generate.pictures.choose")}
                </Button>
              )}
            </FileButton>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPhotoPlus size={14} aria-hidden />}
              onClick={() => setPicking(true)}
            >
              {t("generate.pictures.from_feed")}
            </Button>
            <Text size="xs" c="dimmed">
              {field.slots?.[sources.length] ?? t("generate.pictures.drop", { count: most })}
            </Text>
          </Group>
        )}
      </Paper>
      {said && (
        <Text size="xs" role="status">
          {said}
        </Text>
      )}
      <FeedPicker
        opened={isPicking}
        media={isVideo ? "video" : "image"}
        onClose={() => setPicking(false)}
        onPick={(source) => {
          setPicking(false);
          become([...sources, source].slice(0, most));
        }}
      />
    </FieldFrame>
  );
}
