using BerryAIGen.Database.Downloads;
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
    private readonly ILookup<string, KnownModel> _byHash;
    private readonly ILookup<(long?, DateTime?, string), KnownModel> _byStamp;
    private readonly ILookup<string, Offer> _offersByHash;
    private readonly ILookup<string, Offer> _offersByAddress;
    private readonly ILookup<string, Offer> _offersByEnding;
    private readonly HashSet<long> _sizes;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private KnownBytes(IReadOnlyList<KnownModel> gone, IReadOnlyList<Offer> offers)
    {
        _byHash = gone.Where(row => row.Sha256 is not null).ToLookup(row => row.Sha256!, StringComparer.Ordinal);
        _byStamp = gone.ToLookup(row => (row.DiskUsage, row.ModifiedAt, Path.GetFileName(row.Path)));
        _offersByHash = offers
            .Where(offer => offer.Sha256 is not null)
            .ToLookup(offer => offer.Sha256!, StringComparer.Ordinal);
        _offersByAddress = offers
            .Where(offer => offer.Address is not null)
            .ToLookup(offer => offer.Address!, StringComparer.Ordinal);
        _offersByEnding = offers
            .SelectMany(offer => offer.Endings.Select(ending => (ending, offer)))
            .ToLookup(pair => pair.ending, pair => pair.offer, StringComparer.Ordinal);
        _sizes =
        [
            .. gone.Where(row => row.Sha256 is not null).Select(row => row.DiskUsage).OfType<long>(),
            .. offers.Where(offer => offer.Sha256 is not null).Select(offer => offer.Size).OfType<long>(),
        ];
    }

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
            // Who fetches one takes its file to it, and says how it came; whoever sees the file first must not.
            .Where(row =>
                !context.DownloadTasks.Any(task =>
                    task.ModelId == row.Id
                    && task.Status != DownloadStatus.Completed
                    && task.Status != DownloadStatus.Failed
                    && task.Status != DownloadStatus.Cancelled
                )
            )
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
        var same = FindGone(model, hash);
        var offer = same is null ? FindOffer(model, hash) : null;
        if (hash is null && same is null && offer is null && MayBeKnown(model.Model))
        {
            hash = await HashAsync(model.Model.Path, cancellationToken);
            same = FindGone(model, hash);
            offer = same is null ? FindOffer(model, hash) : null;
        }

        if ((same?.Id ?? offer?.Id) is not { } id)
            return (null, null, hash);
        _taken.Add(id);
        return (id, same?.Path, hash);
    }

    private KnownModel? FindGone(ModelDescription model, string? hash) =>
        (hash is null ? [] : _byHash[hash])
            .Concat(_byStamp[(model.Model.SizeBytes, model.Model.ModifiedAt, Path.GetFileName(model.Model.Path))])
            .FirstOrDefault(row => !_taken.Contains(row.Id));

    private Offer? FindOffer(ModelDescription model, string? hash)
    {
        var offers = hash is null ? [] : _offersByHash[hash];
        if (model.Source is { } source)
        {
            if (source.Address is { } address)
                offers = offers.Concat(_offersByAddress[address]);
            if (model.Model.IsFolder && source.Model is { } repository)
                offers = offers.Concat(_offersByEnding[repository]);
        }

        return offers.FirstOrDefault(offer => !_taken.Contains(offer.Id));
    }

    private bool MayBeKnown(FoundModel model) =>
        model is { IsFolder: false, Parts.Count: 0 } && _sizes.Contains(model.SizeBytes);

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
        /// <summary>What the address may end with that names a model: a number, or a repository and its owner.</summary>
        public IEnumerable<string> Endings =>
            Address?.Split('/') is [.., var owner, var name] ? [name, $"{owner}/{name}"] : [];
    }
}
