using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>Opens what a person names as a root.</summary>
internal sealed class RootEnds(BerryLibrary library, RootRecordCache records, IProgress<DownloadProgress>? progress)
{
    /// <param name="named">A root's name, a folder, or an address of a bucket; null is the models folder of the settings.</param>
    /// <exception cref="LibraryException">There is no such root.</exception>
    public IRootEnd Open(string? named) =>
        named is not null && FindBucket(named) is { } bucket ? new BucketEnd(library, bucket) : OpenFolder(named);

    /// <exception cref="LibraryException">It is a folder, or there is no such root.</exception>
    public BucketEnd OpenBucket(string named) =>
        FindBucket(named) is { } bucket
            ? new BucketEnd(library, bucket)
            : throw new LibraryException(
                FailureCode.Usage,
                $"\"{named}\" is no root in a bucket; 'berry roots list' shows those that you have."
            );

    private ModelRoot? FindBucket(string named)
    {
        var text = named.TrimEnd('/');
        var known = library.Options.Buckets.FirstOrDefault(root =>
            root.Name.Equals(text, StringComparison.OrdinalIgnoreCase) || root.Path == text
        );
        return known is null && text.StartsWith(S3Place.Start, StringComparison.OrdinalIgnoreCase)
            ? BucketRules.Check(new ModelRoot { Name = text, Path = text }, text)
            : known;
    }

    private FolderEnd OpenFolder(string? named)
    {
        var folders = library.Folders();
        var target = DownloadTarget.Default with { Root = named };
        if (named is not null && !Directory.Exists(folders.FullPath(named)) && !folders.IsName(named))
            throw new LibraryException(
                FailureCode.NotFound,
                $"There is no root \"{named}\" and no such folder; 'berry roots list' shows your roots."
            );
        var models = folders.RootOf(target).ModelsFolder;
        // A folder that was named is taken as it is when it has no models folder inside: a mounted bucket, a plain copy.
        if (named is not null && !Directory.Exists(models) && !folders.IsName(named))
            models = folders.FullPath(named);
        models = Path.TrimEndingDirectorySeparator(Path.GetFullPath(models));
        var hashes = new FolderHashes(records, library.ReadOnly, progress, library.Time);
        return new FolderEnd(library, named ?? models, models, hashes);
    }
}
