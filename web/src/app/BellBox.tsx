import { Button, Checkbox, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PopupBox } from "@/components/parts/PopupBox";
import type { PopupPlace } from "@/components/parts/usePopup";
import { useKeptFocus } from "@/lib/useKeptFocus";
import { t } from "@/text";
import { BellItem } from "./BellItem";
import type { useNews } from "./bell";
import type { useDesktop } from "./desktop";

interface Props {
  place: PopupPlace;
  news: ReturnType<typeof useNews>;
  desktop: ReturnType<typeof useDesktop>;
}

/** What the bell opens. */
export default function BellBox({ place, news: all, desktop: [desktop, chooseDesktop] }: Props) {
  const { news, unseen, error, isPending, retry, may, isMarking, markOne, markAll } = all;
  const box = useKeptFocus<HTMLDivElement>(place.opened);
  return (
    <PopupBox place={place} width="min(360px, calc(100vw - 24px))" label={t("bell.label")}>
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
                  <BellItem
                    key={one.key}
                    news={one}
                    onSeen={() => markOne(one)}
                    onLeave={() => place.onChange(false)}
                  />
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
    </PopupBox>
  );
}
