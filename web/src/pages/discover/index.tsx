import { Stack, Title } from "@mantine/core";
import { FoundDrawer } from "@/components/discover/found/FoundDrawer";
import { NeedsPanel } from "@/components/discover/needs/NeedsPanel";
import { ReferenceBox } from "@/components/discover/ReferenceBox";
import { FILTERS, rememberedAs } from "@/components/discover/search/query";
import { SearchFilters } from "@/components/discover/search/SearchFilters";
import { SearchResults } from "@/components/discover/search/SearchResults";
import { useFilters } from "@/lib/useFilters";
import { t } from "@/text";

export default function DiscoverPage() {
  const [filters, setFilters] = useFilters(FILTERS, rememberedAs);
  return (
    <Stack>
      <Title order={1}>{t("discover.title")}</Title>
      <SearchFilters filters={filters} onChange={setFilters} />
      <ReferenceBox />
      <NeedsPanel />
      <SearchResults filters={filters} />
      <FoundDrawer />
    </Stack>
  );
}
