using BerryAIGen.Database.Access;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
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
        CancellationToken cancellationToken
    )
    {
        if (question is not { ModelId: { } id, Provider: { } provider })
            throw new LibraryException(FailureCode.Usage, "The body needs \"model_id\" and \"provider\".");
        var definition = providers.Get(provider);
        var verdict = (await compatibility.GetAsync(cancellationToken)).Find(id, definition) ?? throw NotFound(id);
        return CompatibilityDocument.Of(id, verdict);
    }

    private static async Task<ModelCompatibilityDocument> OfModelAsync(
        ModelId id,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var all = providers
            .All.Select(provider => verdicts.Find(id.Value, provider) ?? throw NotFound(id.Value))
            .OrderByDescending(verdict => verdict.Score)
            .ThenBy(verdict => verdict.Provider, StringComparer.Ordinal)
            .ToArray();
        return new ModelCompatibilityDocument(
            id.Value,
            all.FirstOrDefault(verdict => verdict.Compatible)?.Provider,
            [.. all.Select(verdict => CompatibilityDocument.Of(id.Value, verdict))]
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
            verdicts.Models.Count(),
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

/// <summary>A pair to be judged.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider, by id or alias.</param>
public sealed record CompatibilityQuestion(string? ModelId, string? Provider);

/// <summary>Whether a provider runs a model.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Compatible">Whether it runs here.</param>
/// <param name="CompatibilityScore">0 to 1.</param>
/// <param name="Band"><c>excellent</c>, <c>good</c>, <c>acceptable</c> or <c>none</c>.</param>
/// <param name="Reasons">Why, in sentences.</param>
/// <param name="Requirements">Bytes of memory, the largest context that fits.</param>
/// <param name="Recommendations">What would make it better.</param>
/// <param name="ReasonCodes">The reasons as stable words.</param>
/// <param name="Unknown">Parts of the score that are not known and were left out.</param>
/// <param name="Chosen">True when a person chose it for the provider; such models come first.</param>
public sealed record CompatibilityDocument(
    string ModelId,
    string Provider,
    bool Compatible,
    double CompatibilityScore,
    string Band,
    IReadOnlyList<string> Reasons,
    CompatibilityRequirements Requirements,
    IReadOnlyList<string> Recommendations,
    IReadOnlyList<string> ReasonCodes,
    IReadOnlyList<string> Unknown,
    bool? Chosen = null
)
{
    internal static CompatibilityDocument Of(ProviderVerdicts verdicts, JudgedModel model) =>
        Of(model.Id, verdicts.Explain(model)) with
        {
            Chosen = verdicts.IsChosen(model) ? true : null,
        };

    internal static CompatibilityDocument Of(string id, CompatibilityVerdict verdict) =>
        new(
            id,
            verdict.Provider,
            verdict.Compatible,
            verdict.Score,
            verdict.Band,
            [.. verdict.Reasons.Select(reason => reason.Text)],
            new CompatibilityRequirements(verdict.NeedBytes, verdict.LargestContext),
            verdict.Recommendations,
            [.. verdict.Reasons.Select(reason => reason.Code)],
            verdict.Unknown
        );
}

/// <param name="MemoryBytes">What it needs at the context that people want; none when nothing is known of it.</param>
/// <param name="LargestContext">In tokens; the largest that this machine can give it.</param>
public sealed record CompatibilityRequirements(long? MemoryBytes, int? LargestContext);

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
