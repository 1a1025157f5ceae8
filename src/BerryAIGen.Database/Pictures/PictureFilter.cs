using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>Which pictures a question means.</summary>
internal static class PictureFilter
{
    private const string Escape = "!";

    /// <summary>That what it names is there.</summary>
    /// <exception cref="LibraryException">There is no such folder or model.</exception>
    public static async Task RequireAsync(
        LibraryContext context,
        PictureQuery query,
        CancellationToken cancellationToken
    )
    {
        if (query.FolderId is { } folder)
            await PictureFolders.ReadAsync(context, [folder], cancellationToken);
        if (query.ModelId is { } model && !await context.Registry.AnyAsync(row => row.Id == model, cancellationToken))
            throw new LibraryException(FailureCode.NotFound, $"There is no model \"{model}\" in the library.");
    }

    /// <summary>Those that fit, in no order.</summary>
    public static IQueryable<PictureRow> Of(LibraryContext context, PictureQuery query)
    {
        var rows = context.Pictures.AsNoTracking();
        if (query.FolderId is { } folder)
            rows = rows.Where(row => row.FolderId == folder);
        if (query.Application is { } application)
        {
            var whole = Pattern(application);
            rows = rows.Where(row =>
                row.Application != null
                && EF.Functions.Like(SmallLetters.Of(row.Application), SmallLetters.Of(whole), Escape)
            );
        }

        foreach (var word in (query.Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var part = $"%{Pattern(word)}%";
            rows = rows.Where(row =>
                row.Prompt != null && EF.Functions.Like(SmallLetters.Of(row.Prompt), SmallLetters.Of(part), Escape)
            );
        }

        if (query.ModelId is { } model)
            rows = rows.Where(row =>
                context.PictureLinks.Any(link =>
                    link.PictureId == row.Id
                    && context.PictureModels.Any(name => name.Id == link.PictureModelId && name.ModelId == model)
                )
            );
        if (query.IsMissing is { } isMissing)
            rows = rows.Where(row =>
                context.PictureLinks.Any(link =>
                    link.PictureId == row.Id
                    && context.PictureModels.Any(name => name.Id == link.PictureModelId && !name.IsHere)
                ) == isMissing
            );
        return rows;
    }

    private static string Pattern(string word) =>
        word.Replace(Escape, Escape + Escape, StringComparison.Ordinal)
            .Replace("%", $"{Escape}%", StringComparison.Ordinal)
            .Replace("_", $"{Escape}_", StringComparison.Ordinal);
}
