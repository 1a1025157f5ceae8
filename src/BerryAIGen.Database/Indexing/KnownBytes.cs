using BerryAIGen.Database.Models;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// Finds the row that a new file belongs to: of a missing model that lay elsewhere, or of one that was offered. Bytes are
/// read only where a row has the same size and a hash to compare with.
/// </summary>
internal sealed class KnownBytes
{
    private readonly List<KnownModel> _gone;
    private readonly List<Offer> _offers;

    private KnownBytes(List<KnownModel> gone, List<Offer> offers) => (_gone, _offers) = (gone, offers);

    /// <summary>How many files were read.</summary>
    public int Hashed { get; private set; }

    public static async Task<KnownBytes> ReadAsync(
        LibraryContext context,
        IEnumerable<KnownModel> gone,
        CancellationToken cancellationToken
    )
    {
        var offers = await context
            .Registry.AsNoTracking()
            .Where(row => row.LocalPath == null && row.Status != ModelStatus.Error)
            .Select(row => new Offer(row.Id, row.Size, row.Sha256, row.DownloadUrl))
            .ToListAsync(cancellationToken);
        return new KnownBytes([.. gone], offers);
    }

    /// <summary>The id of the row, the path that it had, and the file's hash when it was computed; nulls when there is none.</summary>
    public async Task<(string? Id, string? From, string? Sha256)> FindAsync(
        ModelDescription model,
        CancellationToken cancellationToken
    )
    {
        var hash = model.Hashes?.Sha256;
        var same =
            _gone.Find(row => hash is not null && row.Sha256 == hash)
            ?? _gone.Find(row =>
                row.HasStampOf(model.Model) && Path.GetFileName(row.Path) == Path.GetFileName(model.Model.Path)
            );
        var offer = same is null ? _offers.Find(offer => offer.IsFor(model)) : null;
        if (hash is null && same is null && offer is null && MayBeKnown(model.Model))
        {
            hash = await HashAsync(model.Model.Path, cancellationToken);
            same = _gone.Find(row => hash is not null && row.Sha256 == hash);
            offer = _offers.Find(offer => hash is not null && offer.Sha256 == hash);
        }

        if (same is not null && _gone.Remove(same))
            return (same.Id, same.Path, hash);
        if (same is null && offer is not null && _offers.Remove(offer))
            return (offer.Id, null, hash);
        return (null, null, hash);
    }

    private bool MayBeKnown(FoundModel model) =>
        model is { IsFolder: false, Parts.Count: 0 }
        && (
            _gone.Exists(row => row.Sha256 is not null && row.DiskUsage == model.SizeBytes)
            || _offers.Exists(offer => offer.Sha256 is not null && offer.Size == model.SizeBytes)
        );

    private async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Hashed++;
            return (await FileHashing.ComputeAsync(path, HashKinds.Sha256, progress: null, cancellationToken)).Sha256;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null; // It has a row of its own then; its problem is told by those who read it.
        }
    }

    private sealed record Offer(string Id, long? Size, string? Sha256, string? Address)
    {
        public bool IsFor(ModelDescription model) =>
            Sha256 is not null && Sha256 == model.Hashes?.Sha256
            || Address is not null
                && model.Source is { } source
                && (
                    Address == source.Address
                    || model.Model.IsFolder && Address.EndsWith($"/{source.Model}", StringComparison.Ordinal)
                );
    }
}
