using BerryAIGen.Database;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/providers").WithTags("Providers");
        group.MapGet("/{provider}/suggestions", SuggestAsync).WithSummary("The models that suit a provider, by band.");
        group.MapPost("/compatibility/check", CheckAsync).WithSummary("Whether a provider runs a model, and why.");
    }

    private static async Task<SuggestionsDocument> SuggestAsync(
        string provider,
        ProviderCatalog providers,
        RegistryFacts facts,
        MachineProfile machine,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        var definition = Get(providers, provider);
        await using var context = database.CreateContext();
        var rows = await context.Registry.AsNoTracking().ToListAsync(cancellationToken);
        var verdicts = rows.Select(row =>
                (row.Id, Verdict: CompatibilityScore.Judge(facts.Of(row), definition, machine))
            )
            .Where(row => row.Verdict.Compatible)
            .OrderByDescending(row => row.Verdict.Score)
            .ThenBy(row => row.Id, StringComparer.Ordinal)
            .ToArray();
        string[] Band(string name) => [.. verdicts.Where(row => row.Verdict.Band == name).Select(row => row.Id)];
        return new SuggestionsDocument(
            definition.Id,
            new ProviderSummary(
                definition.Formats,
                definition.RequiredCapabilities,
                definition.OptionalCapabilities,
                definition.InferenceType,
                definition.QuantizationSupport
            ),
            new RecommendationBands(Band("excellent"), Band("good"), Band("acceptable")),
            verdicts.Length,
            verdicts.ToDictionary(row => row.Id, row => Describe(row.Id, row.Verdict))
        );
    }

    private static async Task<CompatibilityDocument> CheckAsync(
        CompatibilityQuestion question,
        ProviderCatalog providers,
        RegistryFacts facts,
        MachineProfile machine,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        if (question is not { ModelId: { } id, Provider: { } provider })
            throw new LibraryException(FailureCode.Usage, "The body needs \"model_id\" and \"provider\".");
        var definition = Get(providers, provider);
        await using var context = database.CreateContext();
        var row =
            await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
        return Describe(id, CompatibilityScore.Judge(facts.Of(row), definition, machine));
    }

    private static ProviderDefinition Get(ProviderCatalog providers, string name) =>
        providers.Find(name)
        ?? throw new LibraryException(
            FailureCode.NotFound,
            $"There is no provider \"{name}\"; use one of {string.Join(", ", providers.All.Select(one => one.Id))}."
        );

    private static CompatibilityDocument Describe(string id, CompatibilityVerdict verdict)
    {
        Dictionary<string, long> requirements = [];
        if (verdict.NeedBytes is { } need)
            requirements["memory_bytes"] = need;
        if (verdict.LargestContext is { } context)
            requirements["largest_context"] = context;
        return new CompatibilityDocument(
            id,
            verdict.Provider,
            verdict.Compatible,
            verdict.Score,
            [.. verdict.Reasons.Select(reason => reason.Text)],
            requirements,
            verdict.Recommendations
        );
    }
}
