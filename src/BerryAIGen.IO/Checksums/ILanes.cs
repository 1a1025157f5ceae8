using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Checksums;

/// <summary>
/// Arithmetic on <see cref="Count"/> 32-bit words at once, so that one BLAKE3 kernel serves every vector width;
/// lane <c>i</c> of a vector belongs to input <c>i</c>.
/// </summary>
/// <typeparam name="TVector">The words side by side; <see cref="uint"/> itself for a single lane.</typeparam>
internal interface ILanes<TVector>
    where TVector : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Broadcast(uint value);

    static abstract TVector Load(ReadOnlySpan<uint> words);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Xor(TVector left, TVector right);

    static abstract TVector RotateRight(TVector value, [ConstantExpected] byte bits);

    /// <summary>Reads 64 bytes of each input, inputs lying <paramref name="stride"/> bytes apart, and turns them word by word.</summary>
    static abstract void LoadBlocks(ref readonly byte input, nint stride, Span<TVector> message);
}
