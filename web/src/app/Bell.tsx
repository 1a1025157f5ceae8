import { ActionIcon, Button, Checkbox, Group, Indicator, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { useKeptFocus } from "@/lib/useKeptFocus";
import { t } from "@/text";
import { BellItem } from "./BellItem";
import { useNews } from "./bell";
import { useDesktop } from "./desktop";

/** What happened while nobody looked. */
export function Bell() {
  const { pathname } = useLocation();
  const { news, unseen, error, isPending, retry, may, isMarking, markOne, markAll } = useNews(pathname);
  const [desktop, chooseDesktop] = useDesktop();
  const [opened, setOpened] = useState(false);
  const box = useKeptFocus<HTMLDivElement>(opened);
  return (
    <Popover
      width="min(360px, calc(100vw - 24px))"
      position="bottom-end"
      withArrow
      trapFocus
      opened={opened}
      onChange={setOpened}
    >
      <Indicator label={unseen > 99 ? "99+" : unseen} size={16} offset={4} disabled={unseen === 0}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t("bell.label")}: ${t("bell.unseen", { count: unseen })}`}
            onClick={() => setOpened((old) => !old)}
          >
            <IconBell size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t("bell.label")}>
        <Stack gap="xs">
          <Group justify="space-between">
            <Text fw={600}>{t("bell.label")}</Text>
            <Button size="compact-xs" variant="subtle" disabled={unseen === 0} loading={isMarking} onClick={markAll}>
              {t("bell.all_read")}
            </Button>
          </Group>
          {error ? (
            <ErrorPanel error={error} doing={t("bell.doing")} onRetry={retry} />
          ) : (
            <ScrollArea.Autosize
              mah="min(420px, 60dvh)"
              type="auto"
              offsetScrollbars
              viewportRef={box}
              viewportProps={{ tabIndex: 0 }}
            >
              {news.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {isPending ? t("bell.loading") : t("bell.empty")}
                </Text>
              ) : (
                <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
                  {news.map((one) => (
                    <BellItem key={one.key} news={one} onSeen={() => markOne(one)} onLeave={() => setOpened(false)} />
                  ))}
                </Stack>
              )}
            </ScrollArea.Autosize>
          )}
          {!may && (
            <Text size="xs" c="dimmed">
              {t("bell.may_not")}
            </Text>
          )}
          <Checkbox
            size="xs"
            label={t("bell.desktop")}
            description={
              desktop === "denied" ? t("bell.denied") : desktop === "unknown" ? t("bell.no_desktop") : undefined
            }
            checked={desktop === "on"}
            disabled={desktop === "unknown"}
            onChange={(event) => void chooseDesktop(event.currentTarget.checked)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
