using BerryAIGen.Generation.Maturity;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Pictures that are results of generations, known by the place where they were saved: whose they are and how mature. Of all
/// others nobody said anything, and a person's own files are shown as they are.
/// </summary>
internal static class PictureResults
{
    /// <summary>Leaves out what was generated for others than one who may not see them.</summary>
    public static async Task<IQueryable<PictureRow>> SeenAsync(
        LibraryContext context,
        IQueryable<PictureRow> rows,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        var owner = viewer.Owner;
        // Mostly one person generates, and then nothing has to be looked up for each picture.
        if (viewer.SeesAll || !await context.Generations.AnyAsync(one => one.Owner != owner, cancellationToken))
            return rows;
        return rows.Where(row =>
            !context.GenerationOutputs.Any(output =>
                output.Path
                    == context
                        .PictureFolders.Where(folder => folder.Id == row.FolderId)
                        .Select(folder => folder.Path)
                        .First()
                        + "/"
                        + row.Path
                && context.Generations.Any(one => one.Id == output.GenerationId && one.Owner != owner)
            )
        );
    }

    /// <summary>What the orchestrator said of those of these files that are results.</summary>
    /// <returns>By the whole path.</returns>
    public static async Task<IReadOnlyDictionary<string, PictureRating>> RatingsAsync(
        LibraryContext context,
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .GenerationOutputs.AsNoTracking()
            .Where(output => output.Path != null && paths.Contains(output.Path))
            .Select(output => new
            {
                output.Path,
                output.Level,
                output.BlockedReason,
            })
            .ToListAsync(cancellationToken);
        return rows.DistinctBy(row => row.Path)
            .ToDictionary(row => row.Path!, row => new PictureRating(row.Level, row.BlockedReason));
    }
}

/// <summary>What an orchestrator said of a picture that it made.</summary>
/// <param name="Level">How mature it is, in its word; null where nobody rated it.</param>
/// <param name="BlockedReason">Why it is withheld; null when it is not.</param>
public sealed record PictureRating(string? Level, string? BlockedReason)
{
    /// <summary>What is done with it: <c>show</c>, <c>blur</c> or <c>hide</c>.</summary>
    public string DisplayFor(MaturityLimits limits) => limits.DisplayOf(Level, BlockedReason);
}
