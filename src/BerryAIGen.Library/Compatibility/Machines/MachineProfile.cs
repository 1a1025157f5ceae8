namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>What a machine has to run models with.</summary>
public sealed record MachineProfile
{
    private const long GiB = 1L << 30;

    /// <summary>Memory of the machine, or what a container may use of it.</summary>
    public required long RamBytes { get; init; }

    /// <summary>What of it is free now; null when unknown.</summary>
    public long? FreeRamBytes { get; init; }

    /// <summary>Bytes that the processor reads from it in a second; null when that was not measured.</summary>
    public double? RamBytesPerSecond { get; init; }

    public IReadOnlyList<Gpu> Gpus { get; init; } = [];

    /// <summary>What models may take when nothing else runs: the system and a browser need the rest.</summary>
    public MemoryBudget Budget =>
        new(Usable(RamBytes, 2 * GiB, 0.15), Gpus.Sum(gpu => Usable(gpu.MemoryBytes, GiB, 0.06)));

    /// <summary>What nobody uses now; null when the machine does not tell.</summary>
    public MemoryBudget? FreeBudget =>
        FreeRamBytes is { } ram && Gpus.All(gpu => gpu.FreeBytes is not null)
            ? new MemoryBudget(ram, Gpus.Sum(gpu => gpu.FreeBytes!.Value))
            : null;

    private static long Usable(long total, long least, double share) =>
        Math.Max(0, total - Math.Max(least, (long)(total * share)));
}

/// <summary>Bytes that models may take.</summary>
/// <param name="Ram">Of the memory of the machine.</param>
/// <param name="Gpu">Of all graphics cards together.</param>
public readonly record struct MemoryBudget(long Ram, long Gpu);

/// <summary>A graphics card.</summary>
/// <param name="Name">As its driver calls it.</param>
/// <param name="Backend"><c>cuda</c>, <c>rocm</c>, <c>metal</c> or <c>vulkan</c>.</param>
/// <param name="MemoryBytes">All of its memory.</param>
/// <param name="FreeBytes">What is free now; null when unknown.</param>
/// <param name="ComputeCapability">NVIDIA's generation such as 8.6; null for others.</param>
public sealed record Gpu(
    string Name,
    string Backend,
    long MemoryBytes,
    long? FreeBytes = null,
    double? ComputeCapability = null
)
{
    /// <summary>Bytes that it reads from its memory in a second, by its maker's word; null for a card that is not listed.</summary>
    public double? BytesPerSecond { get; init; } = GpuSpeeds.Find(Name);
}
