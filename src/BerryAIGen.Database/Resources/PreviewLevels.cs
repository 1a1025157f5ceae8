using System.Text.Json;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Generations;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Resources;

/// <summary>Whom the picture beside a model is shown to.</summary>
public sealed class PreviewLevels(LibraryDatabase database, MaturityStore maturity)
{
    /// <summary>Refuses the picture of a model that is hidden from a person, as where models are chosen.</summary>
    /// <param name="modelId">The row of the registry.</param>
    /// <param name="owner">Whose browsing limit holds.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="LibraryException">It is hidden.</exception>
    public async Task RequireShownAsync(string modelId, string owner, CancellationToken cancellationToken)
    {
        var limits = await maturity.GetAsync(owner, cancellationToken);
        // What is blurred is sent, and blurred by whoever draws it.
        if (limits.Above != MaturityLimits.Hide)
            return;
        var rated = await RatedAsync([modelId], cancellationToken);
        if (rated.TryGetValue(modelId, out var level) && ResourceItem.DisplayOf(limits, level) == MaturityLimits.Hide)
            throw new LibraryException(
                FailureCode.Policy,
                $"The preview of \"{modelId}\" is more mature than your browsing limit; PUT /api/generation/levels changes that."
            );
    }

    /// <summary>How mature the pictures beside models are, as one bit each; what nobody rated is the person's own and left out.</summary>
    /// <param name="modelIds">Rows of the registry.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<IReadOnlyDictionary<string, int>> RatedAsync(
        IReadOnlyCollection<string> modelIds,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await context
            .GenerationCoverage.AsNoTracking()
            .Where(row => modelIds.Contains(row.Id))
            .Select(row => new { row.Id, row.Facts })
            .ToListAsync(cancellationToken);
        Dictionary<string, int> rated = [];
        foreach (var row in rows)
        {
            if (LevelOf(JsonSerializer.Deserialize(row.Facts, CoverageJson.Default.ResourceFacts)) is { } level)
                rated[row.Id] = level;
        }

        return rated;
    }

    /// <summary>How mature the picture of a model is by what is known of it, as one bit; null when nobody rated it.</summary>
    internal static int? LevelOf(ResourceFacts? facts) =>
        (facts?.Site?.PictureLevel ?? facts?.Site?.NsfwLevel) is { } levels and > 0
            ? MaturityLevel.HighestOf(levels)
            : null;
}
