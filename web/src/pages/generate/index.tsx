import "@/text/en/generate";
import { Box, Grid, Stack, Tabs, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Feed, GenerationForm, GenerationProvider, Queue } from "@/components/generate";
import { fromGallery, fromGeneration } from "@/components/generate/adopt";
import { useGeneration } from "@/components/generate/GenerationProvider";
import { t } from "@/text";

const WIDE = "(min-width: 62em)";
const TABS = ["form", "queue", "feed"] as const;
type Tab = (typeof TABS)[number];

export default function GeneratePage() {
  return (
    <GenerationProvider>
      <Arrivals />
      <Places />
    </GenerationProvider>
  );
}

/** The form with queue and feed beside it; on a narrow screen one after the other. */
function Places() {
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const tab = TABS.find((one) => one === search.tab) ?? "form";
  // In the address, so that a reload stays there; where all is in sight there is nothing to name.
  const setTab = (next: Tab) => {
    if (!isWide && next !== tab)
      void navigate({
        to: ".",
        search: (old) => ({ ...old, tab: next === "form" ? undefined : next }),
        replace: true,
        resetScroll: false,
      });
  };
  const toForm = () => {
    setTab("form");
    window.scrollTo({ top: 0 });
  };
  const form = <GenerationForm onSubmitted={() => setTab("queue")} />;
  if (isWide)
    return (
      <>
        <Title order={1} size="h2" mb="sm">
          {t("generate.title")}
        </Title>
        <Grid gap="lg">
          <Grid.Col span={5}>
            <Box
              pos="sticky"
              top={64}
              pr="xs"
              style={{ maxHeight: "calc(100dvh - 128px)", overflowY: "auto" }}
              tabIndex={-1}
            >
              {form}
            </Box>
          </Grid.Col>
          <Grid.Col span={7}>
            <Stack gap="lg">
              <Queue isQuiet />
              <Feed onUse={toForm} />
            </Stack>
          </Grid.Col>
        </Grid>
      </>
    );
  return (
    <>
      <Title order={1} size="h2" mb="sm">
        {t("generate.title")}
      </Title>
      <Tabs value={tab} onChange={(next) => setTab((next ?? "form") as Tab)}>
        <Tabs.List grow>
          <Tabs.Tab value="form">{t("generate.form")}</Tabs.Tab>
          <Tabs.Tab value="queue">{t("generate.queue")}</Tabs.Tab>
          <Tabs.Tab value="feed">{t("generate.feed")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="form" pt="md">
          {form}
        </Tabs.Panel>
        <Tabs.Panel value="queue" pt="md">
          {tab === "queue" && <Queue />}
        </Tabs.Panel>
        <Tabs.Panel value="feed" pt="md">
          {tab === "feed" && <Feed onUse={toForm} />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Settings that an address names: those of a generation, or of a picture of the gallery. Taken once, then forgotten. */
function Arrivals() {
  const { from, picture } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { take } = useGeneration();
  const taken = useRef<string>(undefined);
  useEffect(() => {
    const wanted = from ?? picture;
    if (!wanted || taken.current === wanted) return;
    taken.current = wanted;
    void take(from ? fromGeneration(from) : fromGallery(wanted));
    void navigate({
      to: ".",
      search: (old) => ({ ...old, from: undefined, picture: undefined }),
      replace: true,
    });
  }, [from, picture, take, navigate]);
  return null;
}
