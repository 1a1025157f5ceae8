using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>What all seeded things share: the seed, the clock of the start, the maker of contents.</summary>
internal sealed class SeedContext(int seed, DateTimeOffset now)
{
    private readonly ConcurrentDictionary<int, SeededFile> files = new();

    /// <summary>Dates of the seed are counted back from here, so they never move.</summary>
    public DateTimeOffset Epoch { get; } = new(2026, 8, 1, 12, 0, 0, 417, TimeSpan.Zero);

    public DateTimeOffset Now { get; } = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));

    public ContentMaker Contents { get; } = new(seed);

    public SeededFile? FindFile(int id) => files.GetValueOrDefault(id);

    public SeededFile GetFile(int id) =>
        FindFile(id) ?? throw new KeyNotFoundException($"The Sandbox has no file {id}.");

    public void Add(SeededFile file)
    {
        if (!files.TryAdd(file.Id, file))
            throw new ArgumentException($"File {file.Id} exists already.");
    }

    /// <summary>Where the hashes of files come from; what is added later may differ from server to server.</summary>
    public HashMemory Hashes { get; set; } = HashMemory.OfSeed(seed);

    public static Guid UuidOf(int id) => new(SHA256.HashData(BitConverter.GetBytes(id)).AsSpan(0, 16));

    /// <summary>A number that stays the same for a name.</summary>
    public static int CreatorIdOf(string? name) =>
        name is null ? -1 : 1000 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & 0x7FFF);
}
