import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useExtensions } from "@/app/extensions";
import { Guard } from "@/app/guarded";
import { NotFound } from "@/app/NotFound";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { t } from "@/text";

/** A page that a script of the user's brought. */
export default function ExtensionsPage() {
  const { page } = useParams({ strict: false }) as { page?: string };
  const { pages, isReady } = useExtensions();
  const found = pages.find(({ id }) => id === page);
  useEffect(() => {
    if (found) document.title = `${found.title} · ${t("app.name")}`;
  }, [found]);
  if (!found) return isReady ? <NotFound /> : <PageSkeleton />;
  const { id, script, component: Page } = found;
  return (
    <Guard
      key={id}
      instead={(problem, again) => (
        <ErrorPanel
          error={problem}
          doing={t("extensions.page", { name: script || t("extensions.some") })}
          onRetry={again}
        />
      )}
    >
      <Page />
    </Guard>
  );
}
