using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Coverage;

/// <summary>What of a row of the registry decides whether it generates.</summary>
internal sealed record KnownRow
{
    private const int AtOnce = 500;

    public required string Id { get; init; }

    public required string Status { get; init; }

    public string? StatusDetail { get; init; }

    public string? LocalPath { get; init; }

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Variant { get; init; }

    public string? Format { get; init; }

    public required string Metadata { get; init; }

    public string? Sha256 { get; init; }

    public string? AutoV2 { get; init; }

    public string? Creator { get; init; }

    public long? Version { get; init; }

    public string? FileSha256 { get; init; }

    public DateTime? VersionAt { get; init; }

    public DateTime? ModelAt { get; init; }

    /// <summary>Another one when anything of it is another.</summary>
    public UInt128 Mark()
    {
        string?[] words =
        [
            Status,
            StatusDetail,
            LocalPath,
            ModelType,
            BaseModel,
            Variant,
            Format,
            Metadata,
            Sha256,
            AutoV2,
            Creator,
            FileSha256,
            $"{Version}/{VersionAt?.Ticks}/{ModelAt?.Ticks}",
        ];
        // Null is another word than none.
        var text = string.Join('\u0001', words.Select(word => word is null ? "\u0002" : word));
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Some rows, by their ids.</summary>
    /// <param name="context">Reads.</param>
    /// <param name="last">The id of the row before; empty for the first ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<KnownRow>> PageAsync(
        LibraryContext context,
        string last,
        CancellationToken cancellationToken
    ) =>
        context
            .Registry.AsNoTracking()
            .Where(row => string.Compare(row.Id, last) > 0)
            .OrderBy(row => row.Id)
            .Take(AtOnce)
            .Select(row => new KnownRow
            {
                Id = row.Id,
                Status = row.Status,
                StatusDetail = row.StatusDetail,
                LocalPath = row.LocalPath,
                ModelType = row.ModelType,
                BaseModel = row.BaseModel,
                Variant = row.Variant,
                Format = row.Format,
                Metadata = row.Metadata,
                Sha256 = row.Sha256,
                AutoV2 = row.AutoV2,
                Creator = row.Creator,
                Version = row.ModelFile == null ? (long?)null : row.ModelFile.ModelVersionId,
                FileSha256 = row.ModelFile == null ? null : row.ModelFile.Sha256,
                VersionAt = row.ModelFile == null ? (DateTime?)null : row.ModelFile.ModelVersion!.UpdatedAt,
                ModelAt = row.ModelFile == null ? (DateTime?)null : row.ModelFile.ModelVersion!.SourceModel!.UpdatedAt,
            })
            .ToListAsync(cancellationToken);
}
