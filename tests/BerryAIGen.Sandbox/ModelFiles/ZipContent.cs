using System.IO.Compression;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>Archives: poses, wildcards, training pictures, workflows.</summary>
internal static class ZipContent
{
    private static readonly DateTimeOffset Stamp = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FileContent Create(SeededFile file, ulong numbers)
    {
        var bytes = new StoredBytes(new byte[512]);
        var noise = new GeneratedTensors([], 4096, numbers).ToArray();
        return Pack([
            ("README.txt", TextContent.Create(file, ".txt").ToArray()),
            ("data/001.bin", noise),
            ("data/002.bin", bytes.ToArray()),
        ]);
    }

    public static FileContent Pack(IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                // Stored, not compressed: the same bytes with every version of the compressor, and what torch writes.
                var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Stamp;
                using var target = entry.Open();
                target.Write(bytes);
            }
        }

        return new StoredBytes(stream.ToArray());
    }
}
