using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>What all seeded things share: the seed, the clock of the start, the maker of contents.</summary>
internal sealed class SeedContext(int seed, DateTimeOffset now)
{
    /// <summary>Dates of the seed are counted back from here, so they never move.</summary>
    public DateTimeOffset Epoch { get; } = new(2026, 8, 1, 12, 0, 0, 417, TimeSpan.Zero);

    public DateTimeOffset Now { get; } = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));

    public ContentMaker Contents { get; } = new(seed);

    public static Guid UuidOf(int id) => new(SHA256.HashData(BitConverter.GetBytes(id)).AsSpan(0, 16));

    /// <summary>A number that stays the same for a name.</summary>
    public static int CreatorIdOf(string? name) =>
        name is null ? -1 : 1000 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & 0x7FFF);
}
