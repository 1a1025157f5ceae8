using BerryAIGen.Database.Models;
using BerryAIGen.Library.Catalog;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>What a run must know of a row to tell whether its file is still the same.</summary>
internal sealed record KnownModel(
    string Id,
    string Path,
    long? DiskUsage,
    DateTime? ModifiedAt,
    string? Inode,
    string Status,
    string? StatusDetail,
    string? Sha256,
    string? DescribedBy,
    string? PreviewFile
)
{
    /// <summary>Whether the model is known to be elsewhere: nobody looks for it at its old place.</summary>
    public bool IsPutAway => StatusDetails.IsPutAway(StatusDetail);

    public bool IsAbsent => StatusDetail is StatusDetails.Missing or StatusDetails.Unreachable;

    /// <summary>What a run has to do with the row: one that was offered keeps the name that it has.</summary>
    public RowKind KindOf(RowKind described) => DescribedBy is null ? RowKind.Offered : described;

    public bool HasStampOf(FoundModel model) => DiskUsage == model.SizeBytes && ModifiedAt == model.ModifiedAt;

    /// <summary>Whether nobody said anything else of where it is since this was read.</summary>
    public bool IsStill(ModelRow row) =>
        row.LocalPath == Path && row.Status == Status && row.StatusDetail == StatusDetail;

    public static async Task<List<KnownModel>> ReadAsync(
        IQueryable<ModelRow> rows,
        CancellationToken cancellationToken
    ) =>
        await rows.AsNoTracking()
            .Where(row => row.LocalPath != null)
            .Select(row => new KnownModel(
                row.Id,
                row.LocalPath!,
                row.DiskUsage,
                row.ModifiedAt,
                row.Inode,
                row.Status,
                row.StatusDetail,
                row.Sha256,
                row.DescribedBy,
                row.PreviewFile
            ))
            .ToListAsync(cancellationToken);
}
