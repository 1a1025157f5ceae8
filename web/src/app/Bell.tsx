import { ActionIcon, Button, Checkbox, Group, Indicator, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { ago } from "@/lib/format";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { listen } from "./events";

const DESKTOP = "berry.desktop_notifications";
const query = {
  queryKey: ["notifications", "bell"],
  queryFn: () => body(api.GET("/api/notifications", { params: { query: { limit: 30 } } })),
};

/** What happened while nobody looked. */
export function Bell() {
  const client = useQueryClient();
  const { data } = useQuery(query);
  const [desktop, setDesktop] = useState(readStored(DESKTOP) === "on");
  const unseen = data?.unread_count ?? 0;
  const read = useMutation({
    mutationFn: () => {
      const ids = (data?.notifications ?? []).filter((one) => !one.read_at).map((one) => one.id);
      return body(api.POST("/api/notifications/read", { body: { ids } }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["notifications"] }),
    onError: (problem) => tellError(problem, t("bell.doing")),
  });

  useEffect(() => {
    if (!desktop || typeof Notification === "undefined" || Notification.permission !== "granted") return;
    return listen(({ kind, body: told }) => {
      if (kind === "notification.added") new Notification(t("app.name"), { body: told.message, icon: "/icon.svg" });
    });
  }, [desktop]);

  const choose = async (wanted: boolean) => {
    const granted =
      wanted && typeof Notification !== "undefined" && (await Notification.requestPermission()) === "granted";
    writeStored(DESKTOP, granted ? "on" : undefined);
    setDesktop(granted);
  };

  return (
    <Popover width={360} position="bottom-end" withArrow trapFocus>
      <Indicator label={unseen} size={16} disabled={unseen === 0}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t("bell.label")}: ${t("bell.unseen", { count: unseen })}`}
          >
            <IconBell size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Group justify="space-between">
            <Text fw={600}>{t("bell.label")}</Text>
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={unseen === 0}
              loading={read.isPending}
              onClick={() => read.mutate()}
            >
              {t("bell.all_read")}
            </Button>
          </Group>
          <ScrollArea.Autosize mah={320}>
            {data?.notifications.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("bell.empty")}
              </Text>
            )}
            <Stack gap={6}>
              {data?.notifications.map((one) => (
                <div key={one.id}>
                  <Text size="sm" fw={one.read_at ? 400 : 600}>
                    {one.message}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {ago(one.at)}
                  </Text>
                </div>
              ))}
            </Stack>
          </ScrollArea.Autosize>
          <Checkbox
            size="xs"
            label={t("bell.desktop")}
            checked={desktop}
            onChange={(event) => void choose(event.currentTarget.checked)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
