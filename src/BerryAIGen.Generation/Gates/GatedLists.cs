using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Gates;

/// <summary>The lists of the catalogue behind its gates: what is hidden is not there, what is closed says why.</summary>
internal static class GatedLists
{
    public static IReadOnlyList<CatalogueRow> Ecosystems(GenerationCatalogue catalogue, Gatekeeper gates) =>
        Of(CatalogueLists.Ecosystems(catalogue), row => gates.Ecosystem(row.Id), gates.Workflow);

    public static IReadOnlyList<CatalogueRow> Workflows(GenerationCatalogue catalogue, Gatekeeper gates) =>
        Of(
            CatalogueLists.Workflows(catalogue),
            row => gates.Workflow(row.Key),
            key => catalogue.FindEcosystem(key) is { } one ? gates.Ecosystem(one.Id) : GateVerdict.Open
        );

    /// <exception cref="GenerationException">There is none, for whoever asks.</exception>
    public static JsonObject Ecosystem(GenerationCatalogue catalogue, string name, Gatekeeper gates) =>
        CatalogueLists.Ecosystem(catalogue, Get(catalogue, name, gates).Id);

    /// <exception cref="GenerationException">There is none, for whoever asks.</exception>
    public static EcosystemDefinition Get(GenerationCatalogue catalogue, string name, Gatekeeper gates)
    {
        var one = CatalogueLists.Get(catalogue, name);
        return gates.Ecosystem(one.Id).Outcome == GateOutcome.Hidden ? throw CatalogueLists.NoEcosystem(name) : one;
    }

    /// <exception cref="GenerationException">There is none, for whoever asks.</exception>
    public static JsonObject Workflow(GenerationCatalogue catalogue, string name, Gatekeeper gates)
    {
        var isHidden = catalogue.FindWorkflow(name) is { } one && gates.Workflow(one.Key).Outcome == GateOutcome.Hidden;
        return isHidden ? throw CatalogueLists.NoWorkflow(name) : CatalogueLists.Workflow(catalogue, name);
    }

    private static CatalogueRow[] Of(
        IReadOnlyList<CatalogueRow> rows,
        Func<CatalogueRow, GateVerdict> judge,
        Func<string, GateVerdict> part
    ) =>
        [
            .. rows.Select(row =>
                {
                    string[] parts = [.. row.Parts.Where(key => part(key).Outcome != GateOutcome.Hidden)];
                    // A tool has no parts, and is offered all the same.
                    var isOffered = row.IsOffered && (parts.Length > 0 || row.Parts.Count == 0);
                    return row with { Parts = parts, IsOffered = isOffered, Gate = judge(row) };
                })
                .Where(row => row.Gate.Outcome != GateOutcome.Hidden),
        ];
}
