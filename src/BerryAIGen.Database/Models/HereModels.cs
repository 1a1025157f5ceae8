using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>Which models of sources are here already.</summary>
public sealed class HereModels(LibraryDatabase database)
{
    /// <summary>The groups of these of which a file is here.</summary>
    /// <param name="groups">As <see cref="ModelRow.VersionGroup"/> has them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlySet<string>> FindAsync(
        IReadOnlyCollection<string> groups,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var found = await context
            .Registry.Where(row => row.Status == ModelStatus.Local && groups.Contains(row.VersionGroup))
            .Select(row => row.VersionGroup!)
            .Distinct()
            .ToListAsync(cancellationToken);
        return found.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What is here of one model: its own files, and files of the same bytes.</summary>
    /// <param name="group">As <see cref="ModelRow.VersionGroup"/> has it.</param>
    /// <param name="hashes">Of all files that the source has of it: SHA-256 in small letters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<HereFile>> ReadAsync(
        string group,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        return await context
            .Registry.Where(row =>
                row.Status == ModelStatus.Local
                && (row.VersionGroup == group || (row.Sha256 != null && hashes.Contains(row.Sha256)))
            )
            .OrderBy(row => row.Id)
            .Select(row => new HereFile(
                row.Id,
                row.VersionGroup == group && row.ModelFile != null ? row.ModelFile.ModelVersion!.SourceId : null,
                row.VersionGroup == group && row.ModelFile != null ? row.ModelFile.SourceId : null,
                row.Sha256
            ))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A file that is here.</summary>
/// <param name="Id">Its row in the registry.</param>
/// <param name="Version">The source's id of its version; null when it is another model's of the same bytes.</param>
/// <param name="File">The source's id of the file.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record HereFile(string Id, string? Version, string? File, string? Sha256);
