using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>What the root that is to get files has already: by name, and by what the bytes are.</summary>
internal sealed class TargetFiles
{
    private readonly IRootEnd _target;
    private readonly Dictionary<string, RootFile> _byPath;
    private readonly ILookup<long, RootFile> _bySize;

    public TargetFiles(IRootEnd target, IReadOnlyList<RootFile> files)
    {
        _target = target;
        _byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        // What is hidden is no copy that a person could use: the trash, older versions, the marks.
        _bySize = files
            .Where(file => ModelNames.HasEnding(file.Name) && !file.Path.Split('/').Any(part => part.StartsWith('.')))
            .ToLookup(file => file.SizeBytes);
    }

    public RootFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Whether the file of that name has these bytes.</summary>
    public async Task<bool> IsSameAsync(
        RootFile there,
        RootFile file,
        string? sha256,
        CancellationToken cancellationToken
    ) =>
        there.SizeBytes == file.SizeBytes
        && sha256 is not null
        && await _target.FindHashAsync(there, cancellationToken).ConfigureAwait(false) == sha256;

    /// <summary>A model of another name with the same bytes; null for none.</summary>
    public async Task<RootFile?> FindCopyAsync(RootFile file, string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null || file.SizeBytes == 0)
            return null;
        foreach (var there in _bySize[file.SizeBytes].OrderBy(there => there.Path, StringComparer.Ordinal))
        {
            if (await IsCopyAsync(there, sha256, cancellationToken).ConfigureAwait(false))
                return there;
        }

        return null;
    }

    // One that cannot be read is no copy of anything.
    private async Task<bool> IsCopyAsync(RootFile there, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            return await _target.FindHashAsync(there, cancellationToken).ConfigureAwait(false) == sha256;
        }
        catch (LibraryException ex)
            when (ex.Failure.Code is FailureCode.Verification or FailureCode.Disk or FailureCode.NotFound)
        {
            return false;
        }
    }
}
