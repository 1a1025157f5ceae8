namespace BerryAIGen.IO.Checksums;

/// <summary>What distinguishes hashing chunks of the file from joining nodes of the tree (specification 2.1, 2.4, 2.5).</summary>
/// <param name="Blocks">How many blocks of 64 bytes one input has.</param>
/// <param name="Flags">Flags of every block.</param>
/// <param name="FirstBlockFlags">Flags that the first block has besides.</param>
/// <param name="LastBlockFlags">Flags that the last block has besides.</param>
/// <param name="Counter">The first input's position among the chunks of the file; 0 for nodes.</param>
/// <param name="CounterStep">1 where inputs are counted, else 0.</param>
internal readonly record struct Blake3Inputs(
    int Blocks,
    uint Flags,
    uint FirstBlockFlags,
    uint LastBlockFlags,
    ulong Counter,
    uint CounterStep
)
{
    internal const uint ChunkStart = 1;
    internal const uint ChunkEnd = 2;
    internal const uint Parent = 4;
    internal const uint Root = 8;

    internal static Blake3Inputs Parents => new(1, Parent, 0, 0, 0, 0);

    internal int Bytes => Blocks * Blake3.BlockBytes;

    internal static Blake3Inputs Chunks(ulong first) =>
        new(Blake3.ChunkBytes / Blake3.BlockBytes, 0, ChunkStart, ChunkEnd, first, 1);

    internal Blake3Inputs Skip(int inputs) => this with { Counter = Counter + (ulong)inputs * CounterStep };
}
