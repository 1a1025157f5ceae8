import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  NavLink,
  Notification,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBooks,
  IconCompass,
  IconDownload,
  IconLogout,
  IconMoon,
  IconPhoto,
  IconPuzzle,
  IconServer2,
  IconSettings,
  IconSun,
  IconWand,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, setProof } from "@/api/client";
import { PageLink } from "@/components/parts/PageLink";
import { tellError } from "@/lib/error-handler";
import { refuseFiles } from "@/lib/useFiles";
import { type TextKey, t } from "@/text";
import { Bell } from "./Bell";
import { whenConnection } from "./events";
import { useExtensions } from "./extensions";
import { JobTray } from "./JobTray";
import { sessionQuery } from "./session";

const PAGES = [
  { to: "/", title: "library.title", icon: IconBooks },
  { to: "/discover", title: "discover.title", icon: IconCompass },
  { to: "/downloads", title: "downloads.title", icon: IconDownload },
  { to: "/generate", title: "generate.title", icon: IconWand },
  { to: "/gallery", title: "gallery.title", icon: IconPhoto },
  { to: "/providers", title: "providers.title", icon: IconServer2 },
  { to: "/settings", title: "settings.title", icon: IconSettings },
] as const satisfies readonly { to: string; title: TextKey; icon: unknown }[];

/** What stands around every page. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const navigate = useNavigate();
  const { pages } = useExtensions();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);

  const here = PAGES.find(({ to }) => (to === "/" ? pathname === "/" : pathname.startsWith(to)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is read from its beginning
  useEffect(() => {
    document.title = here ? `${t(here.title)} · ${t("app.name")}` : t("app.name");
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    close();
  }, [here?.to]);

  useEffect(() => {
    // With the model that is meant, where one is named.
    const toLibrary = (event: Event) => {
      const modelId: unknown = (event as CustomEvent<{ modelId?: unknown } | null>).detail?.modelId;
      void navigate({ to: "/", search: typeof modelId === "string" && modelId ? { model: modelId } : {} });
    };
    const toModels = () => void navigate({ to: "/settings/$tab", params: { tab: "llm" } });
    window.addEventListener("navigate-to-model-library", toLibrary);
    window.addEventListener("navigate-to-llm-settings", toModels);
    return () => {
      window.removeEventListener("navigate-to-model-library", toLibrary);
      window.removeEventListener("navigate-to-llm-settings", toModels);
    };
  }, [navigate]);

  useEffect(refuseFiles, []);

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 190, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <a className="skip-link" href="#main">
              {t("app.skip")}
            </a>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("app.menu")} />
            <img src="/icon.svg" alt="" width={26} height={26} />
            <PageLink to="/" fw={700} underline="never" c="inherit">
              {t("app.name")}
            </PageLink>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <JobTray />
            <Bell />
            <Appearance />
            <SignOut />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t("nav.label")}>
        {PAGES.map(({ to, title, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={t(title)}
            active={here?.to === to}
            aria-current={here?.to === to ? "page" : undefined}
            leftSection={<Icon size={18} aria-hidden />}
            onClick={close}
          />
        ))}
        {pages.length > 0 && (
          <Text size="xs" c="dimmed" mt="md" px="sm">
            {t("app.extensions")}
          </Text>
        )}
        {pages.map(({ id, title }) => (
          <NavLink
            key={id}
            component={Link}
            to="/extensions/$page"
            params={{ page: id } as never}
            label={title}
            leftSection={<IconPuzzle size={18} aria-hidden />}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      {/* The page that is on the screen, which is not yet that of the address while its code is fetched. */}
      <AppShell.Main id="main" ref={main} tabIndex={-1} data-page={shown}>
        <Offline />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Appearance() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("app.appearance")}
      onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
    >
      {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function SignOut() {
  const client = useQueryClient();
  const { data } = useQuery(sessionQuery);
  const leave = useMutation({
    mutationFn: () => api.DELETE("/api/access/session"),
    onSuccess: () => {
      setProof(null);
      client.clear();
      void client.resetQueries({ queryKey: sessionQuery.queryKey });
      location.reload();
    },
    onError: (problem) => tellError(problem, t("app.sign_out")),
  });
  if (!data?.csrf_token) return null;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t("app.sign_out")} onClick={() => leave.mutate()}>
      <IconLogout size={18} />
    </ActionIcon>
  );
}

function Offline() {
  const [connected, setConnected] = useState(true);
  useEffect(() => whenConnection(setConnected), []);
  return connected ? null : (
    <Notification color="orange" withCloseButton={false} mb="md" role="status" withBorder>
      {t("app.offline")}
    </Notification>
  );
}
