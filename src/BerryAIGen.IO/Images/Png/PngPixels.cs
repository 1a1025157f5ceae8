using System.Buffers.Binary;
using System.IO.Compression;

namespace BerryAIGen.IO.Images.Png;

/// <summary>
/// The pixels of a PNG, row after row: only pictures of 8 bits a channel in red, green, blue and perhaps alpha that are not
/// interlaced, which is what image generators write.
/// </summary>
internal sealed class PngPixels : IDisposable
{
    // A row is held whole; no picture is wider.
    private const int MostWidth = 1 << 17;

    private readonly PngData _data;
    private readonly ZLibStream _unpacked;
    private byte[] _row;
    private byte[] _before;

    private PngPixels(ImageBytes file, int width, int height, int channels)
    {
        (Width, Height, Channels) = (width, height, channels);
        _data = new PngData(file);
        _unpacked = new ZLibStream(_data, CompressionMode.Decompress);
        (_row, _before) = (new byte[width * channels], new byte[width * channels]);
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Three, or four with alpha.</summary>
    internal int Channels { get; }

    /// <summary>Null for a picture of another kind, or with more pixels than allowed.</summary>
    internal static PngPixels? Open(ImageBytes file, long mostPixels)
    {
        // Behind the signature: length and type of the first chunk, then width, height, depth, colour, and three more.
        Span<byte> head = stackalloc byte[21];
        if (!file.TryRead(PngReader.SignatureBytes, head) || !head[4..8].SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(head[8..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(head[12..]);
        var channels = head[17] switch
        {
            2 => 3,
            6 => 4,
            _ => 0,
        };
        var isInterlaced = head[20] != 0;
        return
            head[16] == 8
            && channels > 0
            && !isInterlaced
            && width is > 0 and <= MostWidth
            && height > 0
            && (long)width * height <= mostPixels
            ? new PngPixels(file, (int)width, (int)height, channels)
            : null;
    }

    /// <summary>The next row; empty when there is none, or the data are broken.</summary>
    internal ReadOnlySpan<byte> Next()
    {
        try
        {
            var filter = _unpacked.ReadByte();
            if (
                filter is < 0 or > 4
                || _unpacked.ReadAtLeast(_row, _row.Length, throwOnEndOfStream: false) < _row.Length
            )
            {
                return [];
            }

            Unfilter(filter);
            (_row, _before) = (_before, _row);
            return _before;
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Every byte is kept as its difference from a guess by its neighbours (w3.org/TR/png-3, section 9).</summary>
    private void Unfilter(int filter)
    {
        for (var i = 0; filter != 0 && i < _row.Length; i++)
        {
            var left = i < Channels ? 0 : _row[i - Channels];
            var up = _before[i];
            var guess = filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, i < Channels ? 0 : _before[i - Channels]),
            };
            _row[i] += (byte)guess;
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (byLeft, byUp, byCorner) = (
            Math.Abs(up - corner),
            Math.Abs(left - corner),
            Math.Abs(left + up - corner - corner)
        );
        return byLeft <= byUp && byLeft <= byCorner ? left
            : byUp <= byCorner ? up
            : corner;
    }

    public void Dispose()
    {
        _unpacked.Dispose();
        _data.Dispose();
    }
}
