using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Compatibility;

/// <summary>
/// Orders of the library that depend on what is judged of its models on this machine. They are made when they are asked
/// for, and kept until a model or a definition of a provider changes.
/// </summary>
public sealed class ModelRanks(CompatibilityCache compatibility, ProviderCatalog providers)
{
    // They go with the revision that they were made of.
    private readonly ConditionalWeakTable<LibraryVerdicts, ConcurrentDictionary<ModelOrder, Kept>> _kept = [];

    /// <summary>Whether an order is one of those.</summary>
    public static bool AreFor(ModelOrder order) => order is ModelOrder.Parameters or ModelOrder.Compatibility;

    /// <summary>An order as the library is now; null for one that the database has itself.</summary>
    public async Task<ModelRanking?> FindAsync(ModelOrder order, CancellationToken cancellationToken)
    {
        if (!AreFor(order))
            return null;
        var library = await compatibility.GetAsync(cancellationToken);
        var definitions = providers.All;
        // Those that ask at the same time get one and the same.
        return _kept
            .GetOrCreateValue(library)
            .AddOrUpdate(
                order,
                _ => New(order, library, definitions),
                (_, known) => known.IsOf(definitions) ? known : New(order, library, definitions)
            )
            .Ranking.Value;
    }

    private static Kept New(ModelOrder order, LibraryVerdicts library, IReadOnlyList<ProviderDefinition> definitions) =>
        new(
            definitions,
            new Lazy<ModelRanking>(() =>
                new ModelRanking(
                    order == ModelOrder.Parameters ? Parameters(library) : BestScores(library, definitions),
                    library.Models.Select(model => model.Id)
                )
            )
        );

    private static Dictionary<string, double> Parameters(LibraryVerdicts library) =>
        library
            .Models.Where(model => model.Facts.Parameters is not null)
            .ToDictionary(model => model.Id, model => model.Facts.Parameters!.Value, StringComparer.Ordinal);

    // Whatever runs it best here. What nothing here runs, or nobody can tell, has no score.
    private static Dictionary<string, double> BestScores(
        LibraryVerdicts library,
        IReadOnlyList<ProviderDefinition> definitions
    )
    {
        Dictionary<string, double> best = new(library.Models.Count, StringComparer.Ordinal);
        foreach (var definition in definitions)
        foreach (var (model, score) in library.Of(definition).Compatible)
            best[model.Id] = Math.Max(score, best.GetValueOrDefault(model.Id));
        return best;
    }

    // Definitions are compared as objects: one that was read again is judged again.
    private sealed record Kept(IReadOnlyList<ProviderDefinition> Definitions, Lazy<ModelRanking> Ranking)
    {
        public bool IsOf(IReadOnlyList<ProviderDefinition> definitions) =>
            ReferenceEquals(definitions, Definitions)
            || definitions.SequenceEqual<ProviderDefinition>(Definitions, ReferenceEqualityComparer.Instance);
    }
}
