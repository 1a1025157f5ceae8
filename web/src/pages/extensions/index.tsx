import { useParams } from "@tanstack/react-router";
import { useExtensions } from "@/app/extensions";
import { NotFound } from "@/app/NotFound";

/** A page that a script of the user's brought. */
export default function ExtensionsPage() {
  const { page } = useParams({ strict: false }) as { page?: string };
  const Page = useExtensions().pages.find(({ id }) => id === page)?.component;
  return Page ? <Page /> : <NotFound />;
}
