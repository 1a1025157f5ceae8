import "@/text/en/library";
import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { levelWord } from "@/app/levels";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { backend } from "@/lib/backend";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { previewAddress } from "../Preview";

const WIDTH = 512;

/** The picture of a model, and a way to show one's own instead. */
export function OwnPreview({ model, display }: { model: ModelInfo; display: Display }) {
  const client = useQueryClient();
  // Another picture has the same address; a browser would show the one it has.
  const [turn, setTurn] = useState(0);
  const address = `/api/models/${encodeURIComponent(model.id)}/preview`;
  const taken = (now: ModelInfo) => {
    client.setQueryData(["model", model.id], now);
    setTurn((old) => old + 1);
    void client.invalidateQueries({ queryKey: ["library"] });
  };
  const ask = (where: string, init: RequestInit) => backend.makeRequestPublic<ModelInfo>(where, init).then(taken);
  const change = useMutation({
    mutationFn: (picture: File | null) =>
      picture
        ? ask(address, { method: "PUT", body: picture, headers: { "Content-Type": picture.type } })
        : ask(address, { method: "DELETE" }),
    onSuccess: () => offerUndo(t("library.preview_changed"), () => ask(`${address}/undo`, { method: "POST" })),
    onError: (problem) => tellError(problem, t("library.doing_preview")),
  });
  return (
    <Stack gap={6}>
      {model.has_preview && (
        <div style={{ height: 240, overflow: "hidden", borderRadius: 8 }}>
          <Leveled key={turn} display={display} level={levelWord(model.preview_level)}>
            <img
              src={`${previewAddress(model.id, WIDTH)}&turn=${turn}`}
              alt={t("library.preview", { name: model.name })}
              style={{ width: "100%", height: 240, objectFit: "contain" }}
            />
          </Leveled>
        </div>
      )}
      <Group gap="xs">
        <FileButton
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          onChange={(picture) => picture && change.mutate(picture)}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={change.isPending}>
              {t("library.preview_choose")}
            </Button>
          )}
        </FileButton>
        {model.has_preview && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={change.isPending}
            onClick={() => change.mutate(null)}
          >
            {t("library.preview_remove")}
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {t("library.preview_hint")}
        </Text>
      </Group>
    </Stack>
  );
}
