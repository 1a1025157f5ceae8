using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Pickles;

/// <summary>How much of what lies packed inside pickles is unpacked for one file, all together.</summary>
internal sealed class UnpackAllowance(long mostBytes = UnpackAllowance.MostBytes)
{
    internal const int MostInMemory = 32 << 20;
    private const long MostBytes = 4L << 30;
    private long _given;

    /// <summary>The stream, which breaks off where the allowance ends.</summary>
    internal Stream Limit(Stream unpacked) => new Limited(unpacked, this, mostBytes);

    private sealed class Limited(Stream unpacked, UnpackAllowance allowance, long mostBytes) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = unpacked.Read(buffer);
            allowance._given += read;
            return allowance._given <= mostBytes
                ? read
                : throw new ArchiveException("TooLarge", $"It unpacks to more than the {mostBytes} bytes allowed.");
        }
    }
}
