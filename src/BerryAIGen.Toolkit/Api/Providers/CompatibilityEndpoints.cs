using BerryAIGen.Database.Access;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Models;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class CompatibilityEndpoints
{
    public static void MapCompatibility(this RouteGroupBuilder group)
    {
        group
            .MapPost("/compatibility/check", CheckAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary("Whether a provider runs a model, and why.");
        group.MapGet("/compatibility/statistics", StatisticsAsync).WithSummary("How many models each provider runs.");
        group.MapPost("/compatibility/cache/clear", Clear).WithSummary("Forgets all verdicts; they are made anew.");
    }

    public static void MapModelCompatibility(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Providers");
        group.SeeFilesOfUsers();
        group.MapGet("/{id}/compatibility", OfModelAsync).WithSummary("What every provider makes of a model.");
    }

    private static async Task<CompatibilityDocument> CheckAsync(
        CompatibilityQuestion question,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        MachineWatch machine,
        CancellationToken cancellationToken
    )
    {
        if (question is not { ModelId: { } id, Provider: { } provider })
            throw new LibraryException(FailureCode.Usage, "The body needs \"model_id\" and \"provider\".");
        var definition = providers.Get(provider);
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var now = await machine.GetAsync(cancellationToken);
        return CompatibilityDocument.Of(verdicts.Look(id, definition, now) ?? throw NotFound(id));
    }

    private static async Task<ModelCompatibilityDocument> OfModelAsync(
        ModelId id,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        MachineWatch machine,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var now = await machine.GetAsync(cancellationToken);
        var all = providers
            .All.Select(provider => verdicts.Look(id.Value, provider, now) ?? throw NotFound(id.Value))
            .OrderByDescending(pair => pair.Verdict.Score)
            .ThenBy(pair => pair.Verdict.Provider, StringComparer.Ordinal)
            .ToArray();
        return new ModelCompatibilityDocument(
            id.Value,
            all.FirstOrDefault(pair => pair.Verdict.Compatible)?.Verdict.Provider,
            [.. all.Select(CompatibilityDocument.Of)]
        );
    }

    private static async Task<CompatibilityStatisticsDocument> StatisticsAsync(
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var all = providers.All.Select(verdicts.Of).ToArray();
        return new CompatibilityStatisticsDocument(
            verdicts.Models.Count,
            all.ToDictionary(
                one => one.Provider.Id,
                one => new ProviderStatistics(
                    one.Compatible.Count,
                    one.Band("excellent").Count,
                    one.Band("good").Count,
                    one.Band("acceptable").Count
                )
            ),
            all.ToDictionary(
                one => one.Provider.Id,
                IReadOnlyList<string> (one) => [.. one.Compatible.Select(row => row.Model.Id)]
            )
        );
    }

    private static ProviderMessage Clear(CompatibilityCache compatibility)
    {
        compatibility.Clear();
        return new ProviderMessage("Compatibility cache cleared");
    }

    private static LibraryException NotFound(string id) =>
        new(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
}

/// <summary>What every provider makes of a model.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="BestProvider">The one that runs it best; none when none does.</param>
/// <param name="Providers">The best first.</param>
public sealed record ModelCompatibilityDocument(
    string ModelId,
    string? BestProvider,
    IReadOnlyList<CompatibilityDocument> Providers
);

/// <summary>How many models each provider runs.</summary>
/// <param name="TotalModels">All that the library knows.</param>
/// <param name="Providers">The numbers.</param>
/// <param name="CompatibilityMatrix">The ids, the best first.</param>
public sealed record CompatibilityStatisticsDocument(
    int TotalModels,
    IReadOnlyDictionary<string, ProviderStatistics> Providers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> CompatibilityMatrix
);

/// <param name="CompatibleModels">All that it runs.</param>
/// <param name="ExcellentModels">Scores from 0.9.</param>
/// <param name="GoodModels">Scores from 0.7.</param>
/// <param name="AcceptableModels">Scores from 0.5.</param>
public sealed record ProviderStatistics(
    int CompatibleModels,
    int ExcellentModels,
    int GoodModels,
    int AcceptableModels
);
