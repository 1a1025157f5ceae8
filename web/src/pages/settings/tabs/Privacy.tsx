import "@/text/en/settings";
import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { api, body } from "@/api/client";
import { Needs } from "@/components/settings/parts/Needs";
import { Section } from "@/components/settings/parts/Section";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { readStored } from "@/lib/useFilters";
import { t } from "@/text";

/** What was noted of a person, here and in this browser, and how to erase it. */
export default function Privacy() {
  return (
    <Stack>
      <Section title={t("settings.privacy.usage")} description={t("settings.privacy.usage.about")}>
        <Needs scope="admin">
          <EraseUsage />
        </Needs>
      </Section>
      <Section title={t("settings.privacy.browser")} description={t("settings.privacy.browser.about")}>
        <ForgetBrowser />
      </Section>
    </Stack>
  );
}

function EraseUsage() {
  const [said, setSaid] = useState<string>();
  const erase = useChange({
    ask: () => body(api.DELETE("/api/usage")),
    stale: ["library", "model"],
    doing: t("settings.privacy.erase_doing"),
    onDone: ({ erased }) => setSaid(t("settings.privacy.erased", { count: erased })),
  });
  return (
    <div>
      <Sure
        label={t("settings.privacy.erase")}
        question={t("settings.privacy.erase_ask")}
        action={t("settings.privacy.erase_sure")}
        size="sm"
        variant="light"
        loading={erase.isPending}
        onSure={() => erase.run()}
      />
      <Text size="sm" mt="xs" role="status">
        {said}
      </Text>
    </div>
  );
}

// What says how the page looks is no trace of what somebody did.
const KEPT = /^mantine-color-scheme/;

function ForgetBrowser() {
  const [said, setSaid] = useState<string>();
  const forget = () => {
    const names = Object.keys(localStorage).filter((name) => !KEPT.test(name) && readStored(name) !== null);
    for (const name of names) localStorage.removeItem(name);
    sessionStorage.clear();
    setSaid(t("settings.privacy.forgotten", { count: names.length }));
  };
  return (
    <div>
      <Sure
        label={t("settings.privacy.forget")}
        question={t("settings.privacy.forget_ask")}
        action={t("settings.privacy.forget_sure")}
        size="sm"
        variant="light"
        onSure={forget}
      />
      <Text size="sm" mt="xs" role="status">
        {said}
      </Text>
    </div>
  );
}
