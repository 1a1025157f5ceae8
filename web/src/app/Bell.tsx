import { ActionIcon, Indicator } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { Suspense } from "react";
import { usePopup } from "@/components/parts/usePopup";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import { useNews } from "./bell";
import { useDesktop } from "./desktop";

const BellBox = lazily(() => import("./BellBox"));

/** What happened while nobody looked. */
export function Bell() {
  const { pathname } = useLocation();
  const news = useNews(pathname);
  const desktop = useDesktop();
  const popup = usePopup();
  const { unseen } = news;
  return (
    <>
      <Indicator label={unseen > 99 ? "99+" : unseen} size={16} offset={4} disabled={unseen === 0}>
        <ActionIcon
          {...popup.button}
          variant="subtle"
          color="gray"
          aria-label={`${t("bell.label")}: ${t("bell.unseen", { count: unseen })}`}
        >
          <IconBell size={18} aria-hidden />
        </ActionIcon>
      </Indicator>
      {popup.isWanted && (
        <Suspense fallback={null}>
          <BellBox place={popup.place} news={news} desktop={desktop} />
        </Suspense>
      )}
    </>
  );
}
