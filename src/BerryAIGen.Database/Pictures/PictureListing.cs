using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Generations;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Pictures;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>The indexed pictures: lists of them, and what is known of one.</summary>
public sealed class PictureListing(
    LibraryDatabase database,
    BerryLibrary library,
    PictureMatching matching,
    MaturityStore maturity
)
{
    private const int Usual = 100;

    // A list is looked through; the whole text stands with its picture.
    private const int ListedPrompt = 2000;

    /// <summary>A page of those that fit and that the viewer may see, the newest first unless the oldest are wanted.</summary>
    /// <exception cref="LibraryException">There is no such page, order, level, folder or model.</exception>
    public async Task<PicturePage> ListAsync(
        PictureQuery query,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(query.Offset, query.Limit);
        var isOldestFirst = query.Sort switch
        {
            null or "newest" => false,
            "oldest" => true,
            _ => throw new LibraryException(FailureCode.Usage, $"sort is newest or oldest, not \"{query.Sort}\"."),
        };
        if (query.ModelId is not null || query.IsMissing is not null)
            await matching.FollowAsync(cancellationToken);
        await using var context = database.CreateContext();
        await PictureFilter.RequireAsync(context, query, cancellationToken);
        var fit = await PictureResults.SeenAsync(context, PictureFilter.Of(context, query), viewer, cancellationToken);
        fit = await PictureResults.OfLevelsAsync(context, fit, query.Levels, cancellationToken);
        var total = await fit.CountAsync(cancellationToken);
        var sorted = isOldestFirst
            ? fit.OrderBy(row => row.ModifiedTicks).ThenBy(row => row.Id)
            : fit.OrderByDescending(row => row.ModifiedTicks).ThenByDescending(row => row.Id);
        var rows = await sorted
            .Skip(query.Offset ?? 0)
            .Take(query.Limit ?? Usual)
            .Select(row => new ListedPicture
            {
                Id = row.Id,
                FolderId = row.FolderId,
                Path = row.Path,
                SizeBytes = row.SizeBytes,
                ModifiedTicks = row.ModifiedTicks,
                Kind = row.Kind,
                Width = row.Width,
                Height = row.Height,
                Application = row.Application,
                Prompt =
                    row.Prompt != null && row.Prompt.Length > ListedPrompt
                        ? row.Prompt.Substring(0, ListedPrompt)
                        : row.Prompt,
                Seed = row.Seed,
                Steps = row.Steps,
                CfgScale = row.CfgScale,
                Sampler = row.Sampler,
                Failure = row.Failure,
                HasThumbnail = row.Thumbnail != null,
            })
            .ToListAsync(cancellationToken);
        await RateAsync(context, rows, viewer, cancellationToken);
        return new PicturePage(rows, total);
    }

    /// <summary>One picture with its models.</summary>
    /// <exception cref="LibraryException">There is no such picture.</exception>
    public async Task<KnownPicture> GetAsync(long id, PictureViewer viewer, CancellationToken cancellationToken)
    {
        await matching.FollowAsync(cancellationToken);
        await using var context = database.CreateContext();
        var (row, folder, rating) = await FindAsync(context, id, viewer, cancellationToken);
        var limits = await maturity.GetAsync(viewer.Owner, cancellationToken);
        var models = await context
            .PictureLinks.AsNoTracking()
            .Where(link => link.PictureId == id)
            .OrderBy(link => link.Position)
            .Join(
                context.PictureModels,
                link => link.PictureModelId,
                name => name.Id,
                (link, name) => new { link.Weight, Name = name }
            )
            .ToListAsync(cancellationToken);
        var ids = models.Select(one => one.Name.ModelId).OfType<string>().ToArray();
        var paths = await context
            .Registry.Where(model => ids.Contains(model.Id))
            .Select(model => new { model.Id, model.LocalPath })
            .ToDictionaryAsync(model => model.Id, model => model.LocalPath, cancellationToken);
        return new KnownPicture(
            row,
            folder,
            JsonSerializer.Deserialize(row.Settings, PicturesJson.Default.DictionaryStringString) ?? [],
            JsonSerializer.Deserialize(row.Problems, PicturesJson.Default.ListString) ?? [],
            [
                .. models.Select(one =>
                    KnownName(
                        PictureNames.ResourceOf(one.Name, one.Weight),
                        one.Name,
                        one.Name.ModelId is { } model ? paths.GetValueOrDefault(model) : null
                    )
                ),
            ]
        )
        {
            Level = rating?.Level,
            Display = rating?.DisplayFor(limits) ?? MaturityLimits.Show,
        };
    }

    /// <summary>Models that somebody names, of no indexed picture.</summary>
    public async Task<IReadOnlyList<NamedPictureModel>> JudgeAsync(
        IReadOnlyList<RecipeResource> resources,
        CancellationToken cancellationToken
    )
    {
        var models = await matching.ReadAsync(cancellationToken);
        return
        [
            .. resources.Select(resource =>
            {
                var row = PictureNames.RowOf("", resource, models);
                return KnownName(resource, row, models.Find(resource)?.Model?.Path);
            }),
        ];
    }

    /// <summary>Where a picture's file is, and what it is called by its thumbnail.</summary>
    /// <exception cref="LibraryException">There is no such picture, or it is hidden from the viewer.</exception>
    public async Task<(PictureRow Row, string Path)> FindFileAsync(
        long id,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var (row, folder, rating) = await FindAsync(context, id, viewer, cancellationToken);
        if (rating is not null)
            (await maturity.GetAsync(viewer.Owner, cancellationToken)).RequireShown(
                row.Path,
                rating.Level,
                rating.BlockedReason
            );
        return (row, Path.Combine(folder.Path, row.Path));
    }

    private NamedPictureModel KnownName(RecipeResource resource, PictureModelRow row, string? path)
    {
        var version = row.ToldVersionId ?? row.FoundVersionId;
        var state =
            row.IsHere ? PictureModelState.Present
            : version is not null ? PictureModelState.Missing
            : PictureModelState.Unknown;
        ModelCandidate[] candidates =
            state == PictureModelState.Missing
                ?
                [
                    library.Pictures.CandidateOf(
                        row.ToldVersionId is null ? row.FoundModelId : row.ToldModelId,
                        version!.Value,
                        isOfPicture: row.ToldVersionId is not null
                    ),
                ]
                : [];
        return new NamedPictureModel(resource, state, candidates)
        {
            ModelId = row.ModelId,
            Path = row.IsHere ? path : null,
            MatchedBy = row.MatchedBy,
            Note =
                row.Note
                ?? (
                    row.ModelId is not null && !row.IsHere
                        ? $"the library has it, but its file is not there: {path}"
                        : null
                ),
            CivitaiModelId = row.ToldModelId ?? row.FoundModelId,
            CivitaiVersionId = version,
        };
    }

    // Those of a page stand in few folders.
    private async Task RateAsync(
        LibraryContext context,
        IReadOnlyList<ListedPicture> rows,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        var ids = rows.Select(row => row.FolderId).Distinct().ToArray();
        var folders = await context
            .PictureFolders.AsNoTracking()
            .Where(folder => ids.Contains(folder.Id))
            .ToDictionaryAsync(folder => folder.Id, folder => PictureResults.PathOf(folder, ""), cancellationToken);
        var ratings = await PictureResults.RatingsAsync(
            context,
            [.. rows.Select(row => folders[row.FolderId] + row.Path)],
            cancellationToken
        );
        if (ratings.Count == 0)
            return;
        var limits = await maturity.GetAsync(viewer.Owner, cancellationToken);
        foreach (var row in rows)
        {
            if (ratings.TryGetValue(folders[row.FolderId] + row.Path, out var rating))
                (row.Level, row.Display) = (rating.Level, rating.DisplayFor(limits));
        }
    }

    // What was generated for somebody else is not there for who may not see it.
    private static async Task<(PictureRow Row, PictureFolderRow Folder, PictureRating? Rating)> FindAsync(
        LibraryContext context,
        long id,
        PictureViewer viewer,
        CancellationToken cancellationToken
    )
    {
        var found = await context
            .Pictures.AsNoTracking()
            .Where(row => row.Id == id)
            .Join(
                context.PictureFolders,
                row => row.FolderId,
                folder => folder.Id,
                (row, folder) => new { row, folder }
            )
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            throw Unknown(id);
        var path = PictureResults.PathOf(found.folder, found.row.Path);
        var rating = (await PictureResults.RatingsAsync(context, [path], cancellationToken)).GetValueOrDefault(path);
        return viewer.SeesAll || rating is null || rating.Owner == viewer.Owner
            ? (found.row, found.folder, rating)
            : throw Unknown(id);
    }

    private static LibraryException Unknown(long id) =>
        new(
            FailureCode.NotFound,
            string.Create(CultureInfo.InvariantCulture, $"There is no picture {id}; /api/pictures lists them.")
        );
}
