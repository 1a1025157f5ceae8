using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site.Images;

/// <summary>What decides the lists, of the pictures that Civitai told of by themselves; each is read again when it changed.</summary>
internal sealed class ImageRecords
{
    private const int Batch = 200;

    // By the number of the row; nothing for one that tells of no picture.
    private readonly Dictionary<long, (DateTime UpdatedAt, SiteImage? Image)> _byRow = [];

    private ImageRecords() { }

    public IEnumerable<SiteImage> All => _byRow.Values.Select(row => row.Image).OfType<SiteImage>();

    /// <summary>Reads those that are new or changed; of the others only when they were written.</summary>
    /// <param name="context">The database.</param>
    /// <param name="before">What is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ImageRecords> ReadAsync(
        LibraryContext context,
        ImageRecords? before,
        CancellationToken cancellationToken
    )
    {
        var records = new ImageRecords();
        List<long> changed = [];
        var rows = context.SiteRecords.AsNoTracking().Where(row => row.Kind == SiteRecordRow.Image);
        var heads = rows.Select(row => new { row.Id, row.UpdatedAt });
        await foreach (var head in heads.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (
                before is not null
                && before._byRow.TryGetValue(head.Id, out var known)
                && known.UpdatedAt == head.UpdatedAt
            )
                records._byRow.Add(head.Id, known);
            else
                changed.Add(head.Id);
        }

        // Each by its number: one that came in between is not asked for, and is found by the next look.
        foreach (var some in changed.Chunk(Batch))
        {
            await foreach (
                var row in rows.Where(row => some.Contains(row.Id))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellationToken)
            )
                records._byRow.Add(row.Id, (row.UpdatedAt, ReadImage(row)));
        }

        return records;
    }

    private static SiteImage? ReadImage(SiteRecordRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        return ImageReader.OfRecord(row.Id, row.ModelId, body.RootElement);
    }
}
