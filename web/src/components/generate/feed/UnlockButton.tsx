import "@/text/en/generate";
import { Button, Group, Modal, Text } from "@mantine/core";
import { IconLockOpen } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import type { Generation } from "../types";
import { refreshAll } from "./actions";

/** Brings what was withheld, for what the generation cost, after a second word. */
export function UnlockButton({ row }: { row: Generation }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const wasSent = useRef(false);
  const unlock = useMutation({
    mutationFn: () => body(api.POST("/api/generation/queue/{id}/unlock", { params: { path: { id: row.id } } })),
    onError: (problem) => tellError(problem, t("generate.unlock.doing")),
    onSettled: () => {
      // Also after a failure: of a lost answer nobody knows whether it was done.
      refreshAll(client);
      wasSent.current = false;
      setAsking(false);
    },
  });
  if (!row.unlockable) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="light"
        color="orange"
        leftSection={<IconLockOpen size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t("generate.unlock")}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("generate.unlock")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Text size="sm">
          {row.cost != null ? t("generate.unlock.price", { price: row.cost }) : t("generate.unlock.no_price")}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button
            color="orange"
            loading={unlock.isPending}
            onClick={() => {
              if (wasSent.current) return;
              wasSent.current = true;
              unlock.mutate();
            }}
          >
            {t("generate.unlock.yes")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
