namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>What a machine has to run models with.</summary>
public sealed record MachineProfile
{
    private const long GiB = 1L << 30;

    /// <summary>Memory of the machine, or what a container may use of it.</summary>
    public required long RamBytes { get; init; }

    /// <summary>What of it is free now; null when unknown.</summary>
    public long? FreeRamBytes { get; init; }

    public IReadOnlyList<Gpu> Gpus { get; init; } = [];

    public int Cores { get; init; } = 1;

    /// <summary>What models may take of the memory: the system and a browser need the rest.</summary>
    public long RamBudget => Budget(RamBytes, 2 * GiB, 0.15);

    /// <summary>What models may take of all graphics cards together.</summary>
    public long GpuBudget => Gpus.Sum(gpu => Budget(gpu.MemoryBytes, GiB, 0.06));

    private static long Budget(long total, long least, double share) =>
        Math.Max(0, total - Math.Max(least, (long)(total * share)));
}

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
);
