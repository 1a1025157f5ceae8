using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>The ids that new models must not get.</summary>
internal static class TakenIds
{
    // From here on one look at all ids is quicker.
    private const int Few = 20;

    public static async Task<IReadOnlyList<string>> ReadAsync(
        LibraryContext context,
        IReadOnlyList<IndexWork> works,
        CancellationToken cancellationToken
    )
    {
        string[] slugs =
        [
            .. works.Where(work => work.Row is null).Select(work => ModelIds.SlugOf(work.Model)).Distinct(),
        ];
        if (slugs.Length > Few)
            return await Ids(context.Registry).ToListAsync(cancellationToken);
        List<string> taken = [];
        foreach (var slug in slugs)
        {
            var beginning = EscapeLike(slug) + "%";
            var same = context.Registry.Where(row => EF.Functions.Like(row.Id.ToLower(), beginning, "\\"));
            taken.AddRange(await Ids(same).ToListAsync(cancellationToken));
        }

        return taken;
    }

    private static IQueryable<string> Ids(IQueryable<ModelRow> rows) => rows.Select(row => row.Id);

    private static string EscapeLike(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal);
}
