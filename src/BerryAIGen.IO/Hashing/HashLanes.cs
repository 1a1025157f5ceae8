namespace BerryAIGen.IO.Hashing;

/// <summary>The list of lanes: a further hash is one more line here.</summary>
internal static class HashLanes
{
    private static readonly (HashKinds Kind, Func<IHashLane> Create)[] All =
    [
        (HashKinds.Sha256, () => new Sha256Lane()),
        (HashKinds.TensorSha256, () => new TensorSha256Lane()),
        (HashKinds.Blake3, () => new Blake3Lane()),
        (HashKinds.Crc32, () => new Crc32Lane()),
        (HashKinds.AutoV1, () => new AutoV1Lane()),
        (HashKinds.BlockCrc32, () => new BlockCrc32Lane()),
    ];

    internal static IHashLane[] Create(HashKinds kinds) =>
        [.. All.Where(lane => kinds.HasFlag(lane.Kind)).Select(lane => lane.Create())];
}
