using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Generation;

/// <summary>One model made from the seed.</summary>
internal static class GeneratedModel
{
    private const int FirstId = 30_000;

    public static ModelSpec Create(int number, int seed, SeedWords words)
    {
        var random = new Sequence(unchecked((ulong)seed * 1_000_003 + (ulong)number));
        // Every kind comes once before chance decides.
        var kind = number < words.Kinds.Count ? words.Kinds[number] : Weighted(words.Kinds, random);
        var style = random.Pick(words.Tags);
        var name = $"{random.Pick(words.First)} {random.Pick(words.Second)}";
        var levels = random.Pick<int[]>([
            [1, 1],
            [1],
            [1, 2],
            [1, 1, 4],
            [1, 8],
            [4, 16],
        ]);
        return new ModelSpec
        {
            Id = FirstId + number * 41,
            Name = name,
            Type = kind.Type,
            Description = $"<p>{name}, a {style} {kind.Type} of the Sandbox.</p>",
            Creator = random.Pick(words.Creators),
            Tags = [style, random.Pick(words.Tags), kind.Type.ToLowerInvariant()],
            Nsfw = levels.Max() >= 8,
            Downloads = 20 + random.Below(90_000),
            CheckpointType = random.Below(2) == 0 ? "Trained" : "Merge",
            Versions =
            [
                .. Enumerable
                    .Range(0, 1 + random.Below(3))
                    .Reverse()
                    .Select(i => Version(i, name, kind, levels, random)),
            ],
        };
    }

    private static VersionSpec Version(int index, string name, SeedKind kind, int[] levels, Sequence random) =>
        new()
        {
            Name = $"v{index + 1}.0",
            BaseModel = random.Pick(kind.BaseModels),
            TrainedWords = [name.Split(' ')[0].ToLowerInvariant() + "style"],
            Description = index == 0 ? null : "<p>Better than before.</p>",
            ImageLevels = levels,
            Files = [.. kind.Files.Select(file => file with { Kilobytes = file.Kilobytes + random.Below(24) })],
        };

    private static SeedKind Weighted(IReadOnlyList<SeedKind> kinds, Sequence random)
    {
        var ticket = random.Below(kinds.Sum(kind => kind.Weight));
        return kinds.First(kind => (ticket -= kind.Weight) < 0);
    }
}
