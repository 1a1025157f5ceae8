import "@/text/en/library";
import { ActionIcon } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { Suspense } from "react";
import { usePopup } from "@/components/parts/usePopup";
import { lazily } from "@/lib/lazily";
import { t } from "@/text";
import type { Filters } from "./filters";

const SavedViewsBox = lazily(() => import("./SavedViewsBox"));

/** Searches, filters and orders under a name of one's own, kept in this browser. */
export function SavedViews({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const popup = usePopup();
  return (
    <>
      <ActionIcon
        {...popup.button}
        size={36}
        variant="default"
        aria-label={t("library.views")}
        title={t("library.views")}
      >
        <IconBookmark size={18} aria-hidden />
      </ActionIcon>
      {popup.isWanted && (
        <Suspense fallback={null}>
          <SavedViewsBox place={popup.place} filters={filters} onChange={onChange} />
        </Suspense>
      )}
    </>
  );
}
