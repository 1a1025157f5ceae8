using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Tests.Archives;

/// <summary>Opens archives that lie in memory.</summary>
internal static class Opened
{
    internal static ArchiveReader From(byte[] bytes, ArchiveLimits? limits = null) =>
        ArchiveReader.TryOpen(new MemoryStream(bytes), limits)
        ?? throw new InvalidOperationException("It is no archive.");

    internal static byte[] ReadAll(this ArchiveReader archive, ArchiveEntry entry) => archive.ReadAll(entry, out _);

    internal static byte[] ReadAll(this ArchiveReader archive, ArchiveEntry entry, out string? problem)
    {
        using var stream = archive.Open(entry);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        stream.IsAtEnd.ShouldBeTrue();
        problem = stream.Problem;
        return copy.ToArray();
    }
}
