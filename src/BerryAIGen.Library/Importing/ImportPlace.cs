namespace BerryAIGen.Library.Importing;

/// <summary>How far an import came: the next run of it neither hashes the file again nor copies what is copied.</summary>
/// <param name="SizeBytes">The file's when it was hashed.</param>
/// <param name="ModifiedAt">When the file was written last, then.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="PartPath">Where it is copied to before it has its name; null before that, and for an upload.</param>
public sealed record ImportPlace(long SizeBytes, DateTime ModifiedAt, string Sha256, string? PartPath = null)
{
    /// <summary>Whether the file is as it was then; the copy is verified in any case.</summary>
    internal bool IsOf(FileInfo file) => (file.Length, file.LastWriteTimeUtc) == (SizeBytes, ModifiedAt);
}
