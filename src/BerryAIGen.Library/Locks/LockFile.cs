using System.Text.Json;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Locks;

/// <summary>
/// <c>berry.lock</c>: files in the order of their places, one member a line, so that two versions of it compare well. It
/// holds no secret and no path of one machine.
/// </summary>
/// <param name="Files">Each place once.</param>
public sealed record LockFile(IReadOnlyList<LockedFile> Files)
{
    public const string DefaultName = "berry.lock";

    // A lock of a hundred thousand files stays below.
    private const long MaxBytes = 256L << 20;

    /// <exception cref="LibraryException">It is missing or no lock; the message says what is wrong with which entry.</exception>
    public static LockFile Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new JsonException($"it is larger than {MaxBytes >> 20} MiB");
            return LockJson.Parse(File.ReadAllText(path));
        }
        catch (JsonException ex)
        {
            throw new LibraryException(FailureCode.Usage, $"The lock {path} cannot be read: {JsonProblem.Of(ex)}.", ex);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(path, ex), ex);
        }
    }

    /// <summary>The lock in a file, or an empty one where there is none.</summary>
    /// <exception cref="LibraryException">There is a file, and it is no lock.</exception>
    public static LockFile ReadOrEmpty(string path) => File.Exists(path) ? Read(path) : new LockFile([]);

    /// <summary>With these files over those of the same places.</summary>
    public LockFile With(IEnumerable<LockedFile> files) =>
        new([
            .. files
                .Reverse()
                .Concat(Files)
                .DistinctBy(file => file.Place, StringComparer.Ordinal)
                .OrderBy(file => file.Place, StringComparer.Ordinal),
        ]);

    /// <exception cref="LibraryException">It cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.WriteJson(path, LockJson.ToJson(this));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"The lock {path} cannot be written: {ex.Message}", ex);
        }
    }
}
