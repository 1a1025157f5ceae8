using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Pickles;

/// <summary>How much of what lies packed inside pickles is unpacked for one file, all together.</summary>
internal sealed class UnpackAllowance
{
    internal const int MostInMemory = 32 << 20;
    private const long MostBytes = 4L << 30;
    private long _left = MostBytes;

    /// <summary>The stream, which breaks off where the allowance ends.</summary>
    internal Stream Limit(Stream unpacked) => new Limited(unpacked, this);

    private sealed class Limited(Stream unpacked, UnpackAllowance allowance) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = unpacked.Read(buffer);
            allowance._left -= read;
            return allowance._left >= 0
                ? read
                : throw new ArchiveException("TooLarge", $"It unpacks to more than the {MostBytes} bytes allowed.");
        }
    }
}
