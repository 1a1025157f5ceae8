namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>Finds the version that a reference means in the archive, by a hash first: it needs no id to be right.</summary>
internal sealed class ArchiveSearch(CivArchiveClient client)
{
    /// <summary>Null when the archive does not know it, or nothing is known to ask with.</summary>
    public async Task<ArchivedVersion?> FindAsync(
        Reference reference,
        FileChoice choice,
        IReadOnlyList<RemoteFile> gone,
        CancellationToken cancellationToken
    )
    {
        var hash =
            gone.Select(file => file.Hashes.Sha256).FirstOrDefault(digits => digits is not null)
            ?? (reference.Hash is { Length: 64 } pasted ? pasted : null);
        if (
            hash is not null
            && await client.FindByHashAsync(hash, cancellationToken).ConfigureAwait(false) is { } byHash
        )
            return await WithVersionAsync(ArchivedVersion.From(byHash), cancellationToken).ConfigureAwait(false);
        if ((reference.ModelId ?? gone.Select(file => file.ModelId).FirstOrDefault()) is not { } model)
            return null;
        var wanted = reference.VersionId ?? choice.VersionId;
        var answer = await client.FindAsync(model, wanted, cancellationToken).ConfigureAwait(false);
        if (answer is null)
            return null;
        var version = ArchivedVersion.From(answer);
        // The archive answers with another version when it does not have the wanted one.
        return wanted is null || version.Id == wanted ? version : null;
    }

    // An answer by hash may be files alone; what they belong to is then asked for by its id.
    private async Task<ArchivedVersion> WithVersionAsync(ArchivedVersion found, CancellationToken cancellationToken)
    {
        if (found.Id is not null || found.FindOwner() is not { } owner)
            return found;
        var answer = await client.FindAsync(owner.Model, owner.Version, cancellationToken).ConfigureAwait(false);
        return answer is not null && ArchivedVersion.From(answer) is { } version && version.Id == owner.Version
            ? version
            : found;
    }
}
