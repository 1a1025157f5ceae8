import "@/text/en/settings";
import { Alert, Flex, NavLink, Skeleton, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { PageButton } from "@/components/parts/PageLink";
import { useUnsaved } from "@/components/settings/parts/drafts";
import { t } from "@/text";
import { findTab, TABS } from "./tabs";

/** Everything that can be set, a matter at a time; which one stands in the address. */
export default function SettingsPage() {
  const { tab: asked } = useParams({ strict: false }) as { tab?: string };
  const isNarrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false }) ?? false;
  const unsaved = useUnsaved();
  const list = useRef<HTMLElement>(null);
  const tab = findTab(asked ?? "general");
  // On a phone the row is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the matter in the address says which one is to be seen
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab?.id, isNarrow]);

  return (
    <>
      <Title order={1} mb="md">
        {t("settings.title")}
      </Title>
      <Flex direction={isNarrow ? "column" : "row"} gap={isNarrow ? "sm" : "lg"} align="stretch">
        <nav
          ref={list}
          aria-label={t("settings.title")}
          style={
            isNarrow ? { display: "flex", overflowX: "auto", scrollbarWidth: "thin" } : { width: 190, flexShrink: 0 }
          }
        >
          {TABS.map(({ id, title, icon: Icon }) => (
            <NavLink
              key={id}
              component={Link}
              to="/settings/$tab"
              params={{ tab: id } as never}
              label={t(title)}
              noWrap
              active={id === tab?.id}
              aria-current={id === tab?.id ? "page" : undefined}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={unsaved.has(id) ? <Mark /> : undefined}
              style={{
                borderRadius: "var(--mantine-radius-md)",
                ...(isNarrow ? { width: "auto", flexShrink: 0 } : {}),
              }}
            />
          ))}
        </nav>
        <div style={{ flex: 1, minWidth: 0 }}>
          {tab ? (
            <Suspense fallback={<Skeleton h={240} aria-busy="true" />}>
              <tab.Page />
            </Suspense>
          ) : (
            <Alert color="yellow" title={t("settings.no_tab", { tab: asked ?? "" })}>
              <PageButton to="/settings" size="compact-sm">
                {t("settings.to_general")}
              </PageButton>
            </Alert>
          )}
        </div>
      </Flex>
    </>
  );
}

/** Something was typed there and not saved. */
function Mark() {
  return (
    <Text span c="orange" fw={700} role="img" aria-label={t("settings.unsaved")}>
      •
    </Text>
  );
}
