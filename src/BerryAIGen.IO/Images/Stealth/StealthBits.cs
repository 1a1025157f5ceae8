using BerryAIGen.IO.Images.Png;

namespace BerryAIGen.IO.Images.Stealth;

/// <summary>The lowest bits of a picture's pixels, in the order in which texts are hidden in them: down the columns.</summary>
internal sealed class StealthBits
{
    private readonly byte[] _bits;
    private readonly int _perPixel;
    private readonly int _height;
    private long _next;

    private StealthBits(int width, int height, int perPixel)
    {
        (_perPixel, _height) = (perPixel, height);
        _bits = new byte[((long)width * height * perPixel + 7) / 8];
        Count = (long)width * height * perPixel;
    }

    internal long Count { get; }

    /// <summary>The bits of the alpha channel, or of the three colours of each pixel.</summary>
    /// <param name="pixels">The picture from its first row on.</param>
    /// <param name="isAlpha">Which of both.</param>
    /// <param name="columns">How many columns are wanted, from the left.</param>
    /// <param name="rows">How many rows, from the top.</param>
    internal static StealthBits Read(PngPixels pixels, bool isAlpha, int columns, int rows)
    {
        var (first, perPixel) = isAlpha ? (3, 1) : (0, 3);
        var bits = new StealthBits(columns, rows, perPixel);
        for (var y = 0; y < rows; y++)
        {
            var row = pixels.Next();
            if (row.IsEmpty)
            {
                break;
            }

            for (var x = 0; x < columns; x++)
            {
                for (var channel = 0; channel < perPixel; channel++)
                {
                    bits.Put(x, y, channel, row[x * pixels.Channels + first + channel] & 1);
                }
            }
        }

        return bits;
    }

    /// <summary>The next bytes; null when there are not as many.</summary>
    internal byte[]? Take(long count)
    {
        if (count * 8 > Count - _next)
        {
            return null;
        }

        var bytes = new byte[count];
        for (var i = 0L; i < count * 8; i++, _next++)
        {
            var bit = (_bits[_next >> 3] >> (int)(7 - (_next & 7))) & 1;
            bytes[i >> 3] = (byte)((bytes[i >> 3] << 1) | bit);
        }

        return bytes;
    }

    private void Put(int x, int y, int channel, int bit)
    {
        var place = (((long)x * _height) + y) * _perPixel + channel;
        _bits[place >> 3] |= (byte)(bit << (int)(7 - (place & 7)));
    }
}
