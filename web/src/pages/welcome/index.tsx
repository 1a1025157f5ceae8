import "@/text/en/welcome";
import { Button, SimpleGrid, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconBooks, IconCompass, IconFolderSearch, IconWand } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { EmptyState } from "@/components/parts/EmptyState";
import { PageLink } from "@/components/parts/PageLink";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Rows } from "@/components/settings/parts/Row";
import { Section } from "@/components/settings/parts/Section";
import { t } from "@/text";
import { ByHand } from "./ByHand";
import { Found } from "./Found";
import { Indexed } from "./Indexed";

const NEXT = [
  { to: "/", title: "welcome.library", about: "welcome.library.about", icon: IconBooks },
  { to: "/discover", title: "welcome.discover", about: "welcome.discover.about", icon: IconCompass },
  { to: "/generate", title: "welcome.generate", about: "welcome.generate.about", icon: IconWand },
] as const;

/** The first page of a new library: what this machine has already, and where to go from there. */
export default function WelcomePage() {
  const navigate = useNavigate();
  // In the address, so that a reload finds the run that was begun.
  const { job } = useSearch({ strict: false });
  const found = useQuery({ queryKey: ["settings", "found"], queryFn: () => body(api.GET("/api/setup/found")) });
  const begun = (id: string) => void navigate({ to: "/welcome", search: { job: id }, replace: true });
  return (
    <Stack maw={900} mx="auto">
      <div>
        <Title order={1}>{t("welcome.title")}</Title>
        <Text c="dimmed">{t("welcome.about")}</Text>
      </div>
      <Section
        title={t("welcome.found")}
        description={t("welcome.found.about")}
        action={
          <Button variant="default" size="compact-sm" loading={found.isFetching} onClick={() => void found.refetch()}>
            {t("welcome.again")}
          </Button>
        }
      >
        <Loaded query={found} doing={t("welcome.found.read")}>
          {({ found: all }) =>
            all.length === 0 ? (
              <EmptyState icon={<IconFolderSearch />} title={t("welcome.none")}>
                {t("welcome.none.about")}
              </EmptyState>
            ) : (
              <Rows label={t("welcome.found")}>
                {all.map((one) => (
                  <Found key={one.path} found={one} onBegun={begun} />
                ))}
              </Rows>
            )
          }
        </Loaded>
      </Section>
      <Section title={t("welcome.by_hand")} description={t("welcome.by_hand.about")}>
        <Needs scope="admin">
          <ByHand onBegun={begun} />
        </Needs>
      </Section>
      {job && (
        <Section title={t("welcome.index")}>
          <Indexed key={job} job={job} />
        </Section>
      )}
      <Section title={t("welcome.next")}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {NEXT.map(({ to, title, about, icon: Icon }) => (
            <div key={to}>
              <PageLink to={to} fw={600} style={{ display: "flex", alignItems: "center", gap: 8 }}>
                <ThemeIcon variant="light" aria-hidden>
                  <Icon size={18} />
                </ThemeIcon>
                {t(title)}
              </PageLink>
              <Text size="sm" c="dimmed" mt={4}>
                {t(about)}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      </Section>
    </Stack>
  );
}
