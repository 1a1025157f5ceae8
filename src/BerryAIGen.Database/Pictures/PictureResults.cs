using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Folders;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Pictures that are results of generations, known by the place where they were saved: whose they are and how mature. Of all
/// others nobody said anything, and a person's own files are shown as they are.
/// </summary>
internal static class PictureResults
{
    // Of what nobody rated.
    private const string Unrated = "unrated";

    /// <summary>Leaves out what was generated for others than one who may not see them.</summary>
    public static async Task<IQueryable<PictureRow>> SeenAsync(
        LibraryContext context,
        IQueryable<PictureRow> rows,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        var owner = viewer.Owner;
        // Mostly one person generates, and then nothing is left out.
        if (viewer.SeesAll || !await context.Generations.AnyAsync(one => one.Owner != owner, cancellationToken))
            return rows;
        foreach (var folder in await context.PictureFolders.AsNoTracking().ToListAsync(cancellationToken))
        {
            var (id, root) = (folder.Id, RootOf(folder));
            // Whole paths are compared: databases count letters otherwise than this program.
            rows = rows.Where(row =>
                row.FolderId != id
                || !context.GenerationOutputs.Any(output =>
                    output.Path == root + row.Path
                    && context.Generations.Any(one => one.Id == output.GenerationId && one.Owner != owner)
                )
            );
        }

        return rows;
    }

    /// <summary>Leaves those of these levels.</summary>
    /// <param name="context">The database.</param>
    /// <param name="rows">All that fit otherwise.</param>
    /// <param name="levels">Words with commas between them; null leaves all.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <exception cref="LibraryException">A word is none of the levels; it is named.</exception>
    public static async Task<IQueryable<PictureRow>> OfLevelsAsync(
        LibraryContext context,
        IQueryable<PictureRow> rows,
        string? levels,
        CancellationToken cancellationToken
    )
    {
        if (levels is null)
            return rows;
        var (all, wanted) = (MaturityLevel.Words, WordsOf(levels));
        var isUnrated = wanted.Contains(Unrated);
        foreach (var folder in await context.PictureFolders.AsNoTracking().ToListAsync(cancellationToken))
        {
            var (id, root) = (folder.Id, RootOf(folder));
            rows = rows.Where(row =>
                row.FolderId != id
                || context.GenerationOutputs.Any(output =>
                    output.Path == root + row.Path
                    && output.Level != null
                    && wanted.Contains(SmallLetters.Of(output.Level))
                )
                || isUnrated
                    && !context.GenerationOutputs.Any(output =>
                        output.Path == root + row.Path
                        && output.Level != null
                        && all.Contains(SmallLetters.Of(output.Level))
                    )
            );
        }

        return rows;
    }

    private static string[] WordsOf(string levels)
    {
        string[] wanted =
        [
            .. levels
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(word => word.ToLowerInvariant()),
        ];
        if (wanted.Length > 0 && wanted.All(word => word == Unrated || MaturityLevel.TryBitOf(word) is not null))
            return wanted;
        throw new LibraryException(
            FailureCode.Usage,
            $"level is one or several of {string.Join(", ", MaturityLevel.Words)} and {Unrated}, not \"{levels}\"."
        );
    }

    /// <summary>Where a picture of a folder really lies: links may stand on the way to it.</summary>
    public static string PathOf(PictureFolderRow folder, string path) => RootOf(folder) + path;

    private static string RootOf(PictureFolderRow folder) =>
        PictureFolderRules.Real(folder.Path).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

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
            .Join(
                context.Generations,
                output => output.GenerationId,
                one => one.Id,
                (output, one) =>
                    new
                    {
                        output.Path,
                        output.Level,
                        output.BlockedReason,
                        one.Owner,
                    }
            )
            .ToListAsync(cancellationToken);
        return rows.DistinctBy(row => row.Path)
            .ToDictionary(row => row.Path!, row => new PictureRating(row.Owner, row.Level, row.BlockedReason));
    }
}

/// <summary>What an orchestrator said of a picture that it made.</summary>
/// <param name="Owner">For whom.</param>
/// <param name="Level">How mature it is, in its word; null where nobody rated it.</param>
/// <param name="BlockedReason">Why it is withheld; null when it is not.</param>
public sealed record PictureRating(string Owner, string? Level, string? BlockedReason)
{
    /// <summary>What is done with it: <c>show</c>, <c>blur</c> or <c>hide</c>.</summary>
    public string DisplayFor(MaturityLimits limits) => limits.DisplayOf(Level, BlockedReason);
}
