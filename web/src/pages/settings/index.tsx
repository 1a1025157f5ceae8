import { Alert, Button, Skeleton, Tabs, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { useUnsaved } from "@/components/settings/parts/drafts";
import { t } from "@/text";
import { findTab, TABS } from "./tabs";

/** Everything that can be set, a matter at a time; which one stands in the address. */
export default function SettingsPage() {
  const { tab: asked } = useParams({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const unsaved = useUnsaved();
  const list = useRef<HTMLDivElement>(null);
  const tab = findTab(asked ?? "general");
  // On a phone the row of tabs is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab in the address says which one is to be seen
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab?.id, isNarrow]);

  return (
    <>
      <Title order={1} mb="md">
        {t("settings.title")}
      </Title>
      <Tabs
        value={tab?.id ?? null}
        onChange={(id) => id && void navigate({ to: "/settings/$tab", params: { tab: id } })}
        orientation={isNarrow ? "horizontal" : "vertical"}
        variant="pills"
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List
          ref={list}
          aria-label={t("settings.title")}
          mb={isNarrow ? "md" : 0}
          mr={isNarrow ? 0 : "lg"}
          style={isNarrow ? { flexWrap: "nowrap", overflowX: "auto", scrollbarWidth: "thin" } : { width: 190 }}
        >
          {TABS.map(({ id, title, icon: Icon }) => (
            <Tabs.Tab
              key={id}
              value={id}
              leftSection={<Icon size={16} aria-hidden />}
              style={{ flexShrink: 0 }}
              rightSection={unsaved.has(id) ? <Mark /> : undefined}
            >
              {t(title)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tab ? (
          <Tabs.Panel value={tab.id} style={{ minWidth: 0 }}>
            <Suspense fallback={<Skeleton h={240} aria-busy="true" />}>
              <tab.Page />
            </Suspense>
          </Tabs.Panel>
        ) : (
          <Alert color="yellow" title={t("settings.no_tab", { tab: asked ?? "" })}>
            <Button component={Link} to="/settings" size="compact-sm">
              {t("settings.to_general")}
            </Button>
          </Alert>
        )}
      </Tabs>
    </>
  );
}

/** Something was typed there and not saved. */
function Mark() {
  return (
    <Text span c="yellow" fw={700} role="img" aria-label={t("settings.unsaved")}>
      •
    </Text>
  );
}
