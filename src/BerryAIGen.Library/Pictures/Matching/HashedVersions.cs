using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Pictures.Matching;

/// <summary>Asks Civitai which versions have hashes that pictures name: all SHA-256 in one question, short ones singly.</summary>
public sealed class HashedVersions
{
    /// <summary>Short hashes that are asked for at once; each is a question of its own.</summary>
    public const int MostSingly = 200;

    private const int Sha256Digits = 64;
    private const int AutoV3Digits = 12;

    private readonly BerryLibrary _library;

    internal HashedVersions(BerryLibrary library) => _library = library;

    /// <exception cref="LibraryException">Asking by hash is switched off.</exception>
    public void RequireAllowed() => _library.Options.Network.Switch?.CheckHashLookup();

    /// <summary>What Civitai says of each; of one that it does not know, that it was asked.</summary>
    /// <param name="named">Hashes with their kinds; of short ones no more than <see cref="MostSingly"/> are asked for.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">It is switched off, or Civitai cannot be asked.</exception>
    public async Task<IReadOnlyDictionary<HashedName, HashedVersion?>> FindAsync(
        IReadOnlyCollection<HashedName> named,
        CancellationToken cancellationToken
    )
    {
        RequireAllowed();
        var found = new Dictionary<HashedName, HashedVersion?>();
        try
        {
            var whole = named.Where(IsSha256).Distinct().ToList();
            if (whole.Count > 0)
            {
                var ids = await _library
                    .Civitai.Versions.FindIdsByHashesAsync(whole.Select(one => one.Hash), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var one in whole)
                    found[one] =
                        ids.TryGetValue(one.Hash, out var versions) && versions is [var first, ..]
                            ? new HashedVersion(first.ModelId, first.ModelVersionId)
                            : null;
            }

            foreach (var one in named.Where(one => !IsSha256(one)).Distinct().Take(MostSingly))
                found[one] = await FindAsync(one, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }

        return found;
    }

    private async Task<HashedVersion?> FindAsync(HashedName named, CancellationToken cancellationToken)
    {
        try
        {
            // Of the tensors alone Civitai knows the beginning.
            var hash = named.Kind == ResourceHashKinds.TensorSha256 ? named.Hash[..AutoV3Digits] : named.Hash;
            var version = await _library.Civitai.Versions.GetByHashAsync(hash, cancellationToken).ConfigureAwait(false);
            return version.ModelId is { } model ? new HashedVersion(model, version.Id) : null;
        }
        catch (CivitaiNotFoundException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // No hash of a length that Civitai has: nobody knows it.
            return null;
        }
    }

    private static bool IsSha256(HashedName named) =>
        named is { Hash.Length: Sha256Digits, Kind: null } && named.Hash.All(char.IsAsciiHexDigit);
}

/// <summary>A hash, as a picture names it.</summary>
/// <param name="Hash">Digits in lower case.</param>
/// <param name="Kind">One of <see cref="ResourceHashKinds"/>; null for the usual ones.</param>
public readonly record struct HashedName(string Hash, string? Kind);

/// <summary>Civitai's numbers.</summary>
public readonly record struct HashedVersion(long ModelId, long VersionId);
