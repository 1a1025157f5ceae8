using System.Text.Json;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Generations;
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
        await using var context = database.CreateContext();
        var text = await context
            .GenerationCoverage.AsNoTracking()
            .Where(row => row.Id == modelId)
            .Select(row => row.Facts)
            .FirstOrDefaultAsync(cancellationToken);
        var site = text is null ? null : JsonSerializer.Deserialize(text, CoverageJson.Default.ResourceFacts)?.Site;
        // What nobody rated is the person's own, as in lists of pictures.
        if (
            (site?.PictureLevel ?? site?.NsfwLevel) is { } level and > 0
            && ResourceItem.DisplayOf(limits, level) == MaturityLimits.Hide
        )
            throw new LibraryException(
                FailureCode.Policy,
                $"The preview of \"{modelId}\" is more mature than your browsing limit; PUT /api/generation/levels changes that."
            );
    }
}
