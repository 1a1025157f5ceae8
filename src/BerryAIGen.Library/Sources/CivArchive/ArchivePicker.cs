namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>Picks the file of an archived version that is meant, and holds it to every hash that is known.</summary>
internal static class ArchivePicker
{
    /// <exception cref="LibraryException">There is none with a hash, several fit, or the hash is another one.</exception>
    public static ArchivedFile Pick(
        IReadOnlyList<ArchivedFile> files,
        Reference reference,
        FileChoice choice,
        IReadOnlyList<RemoteFile> gone,
        Uri archive
    )
    {
        var known = gone.Select(file => file.Hashes.Sha256).OfType<string>().ToHashSet();
        if (reference.Hash is { Length: 64 } pasted)
            known.Add(pasted);
        var fitting = files
            .Where(file =>
                (known.Count == 0 || known.Contains(file.Sha256))
                && (choice.FileId ?? reference.FileId) is var id
                && (id is null || id == file.Id)
                && (choice.Name is null || PathPatterns.Allow(choice, file.Name ?? ""))
            )
            .DistinctBy(file => file.Sha256)
            .ToArray();
        if (fitting.Length > 1 && fitting.Where(file => file.Type == "Model").ToArray() is [var model])
            return model;
        return fitting switch
        {
            [var only] => only,
            [] => throw new LibraryException(
                FailureCode.NotFound,
                $"{archive.Host} has no file of it whose hash is known, so no mirror could be checked."
            ),
            _ => throw new LibraryException(
                FailureCode.Usage,
                $"{archive.Host} has several files of it: {string.Join(", ", fitting.Select(file => $"{file.Id} {file.Name}"))}. Name one with --file-id or --file."
            ),
        };
    }
}
