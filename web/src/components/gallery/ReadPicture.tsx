import "@/text/en/gallery";
import { Button, FileButton, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { IconFileSearch } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, send } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { bytes } from "@/lib/format";
import { useFiles } from "@/lib/useFiles";
import { t } from "@/text";
import css from "./gallery.module.css";
import type { Recipe } from "./queries";
import { RecipeDetails } from "./RecipeDetails";
import { describeFile } from "./recipe";

const MOST = 32 << 20;

/** A picture that is dropped anywhere, pasted or chosen shows how it was made; nothing of it is kept. */
export function ReadPicture() {
  const [file, setFile] = useState<File>();
  const { mutate, reset, data, error } = useMutation({ mutationFn: readRecipe });
  const take = useCallback(
    (given: File) => {
      setFile(given);
      mutate(given);
    },
    [mutate],
  );
  const isOver = useFiles(take);
  const close = () => {
    setFile(undefined);
    reset();
  };
  return (
    <>
      <FileButton onChange={(given) => given && take(given)} accept="image/*,video/mp4,video/webm,.mkv">
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileSearch size={16} aria-hidden />}>
            {t("gallery.read")}
          </Button>
        )}
      </FileButton>
      {isOver && (
        <div className={css.drop}>
          <Text size="lg" fw={600}>
            {t("gallery.drop")}
          </Text>
        </div>
      )}
      <Modal
        opened={file !== undefined}
        onClose={close}
        title={t("gallery.read_title")}
        size="lg"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {file && (
          <Stack>
            <Preview file={file} />
            <Text size="sm" c="dimmed">
              {file.name} · {data ? describeFile(data.image, file.size) : bytes(file.size)}
            </Text>
            {error ? (
              <ErrorPanel error={error} doing={t("gallery.reading")} onRetry={() => take(file)} />
            ) : data ? (
              <RecipeDetails recipe={data} />
            ) : (
              <Stack aria-busy="true">
                <Skeleton h={60} />
                <Skeleton h={120} />
              </Stack>
            )}
          </Stack>
        )}
      </Modal>
    </>
  );
}

async function readRecipe(file: File): Promise<Recipe> {
  if (file.size > MOST)
    throw new ApiError(t("gallery.too_large", { size: bytes(file.size), most: bytes(MOST) }), 413, "usage", [
      t("gallery.too_large_step"),
    ]);
  const answer = await send("/api/pictures/read", {
    method: "POST",
    body: file,
    headers: { "Content-Type": "application/octet-stream" },
  });
  return (await answer.json()) as Recipe;
}

// As wide as the window it stands in.
const WIDEST = 560;
const TALLEST = 300;

/** What it looks like, drawn from its bytes; a file that is no picture is described by its words alone. */
function Preview({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    let isOld = false;
    setDrawn(false);
    createImageBitmap(file)
      .then((picture) => {
        const place = canvas.current;
        if (!isOld && place) {
          const scale = Math.min(1, WIDEST / picture.width, TALLEST / picture.height);
          place.width = picture.width * scale;
          place.height = picture.height * scale;
          place.getContext("2d")?.drawImage(picture, 0, 0, place.width, place.height);
          setDrawn(true);
        }
        picture.close();
      })
      .catch(() => undefined);
    return () => {
      isOld = true;
    };
  }, [file]);
  return <canvas ref={canvas} hidden={!isDrawn} aria-hidden className={css.preview} />;
}
