using System.Collections.Concurrent;
using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>
/// Hashes of the files that the seed alone decides. They are the same in every server of the process, and a test run
/// starts many servers.
/// </summary>
internal sealed class HashMemory
{
    private static readonly ConcurrentDictionary<int, HashMemory> BySeed = new();

    private readonly ConcurrentDictionary<(int Id, long Length), FileHashes>? known;

    private HashMemory(ConcurrentDictionary<(int Id, long Length), FileHashes>? known) => this.known = known;

    /// <summary>Remembers nothing.</summary>
    public static HashMemory None { get; } = new(null);

    public static HashMemory OfSeed(int seed) => BySeed.GetOrAdd(seed, _ => new HashMemory(new()));

    public Func<FileHashes> Of(SeededFile file) =>
        () =>
            known is null
                ? FileHashes.Of(file.Content)
                : known.GetOrAdd((file.Id, file.Content.Length), _ => FileHashes.Of(file.Content));
}
