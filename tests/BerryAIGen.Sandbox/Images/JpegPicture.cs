namespace BerryAIGen.Sandbox.Images;

/// <summary>A grey baseline JPEG whose blocks of 8 by 8 are even (ITU-T T.81).</summary>
internal static class JpegPicture
{
    private const int Block = 8;

    public static byte[] Create(int width, int height, int hue)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        Segment(file, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);
        // Twelve sizes of differences with codes of four bits; and of the rest only "nothing more", one bit.
        Segment(file, 0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        Segment(file, 0xC4, [0x10, 1, .. new byte[15], 0]);
        Segment(file, 0xDA, [1, 1, 0, 0, 63, 0]);
        WriteBlocks(file, (width + Block - 1) / Block, (height + Block - 1) / Block, hue);
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Segment(Stream file, byte marker, byte[] bytes)
    {
        var length = bytes.Length + 2;
        file.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        file.Write(bytes);
    }

    private static void WriteBlocks(Stream file, int columns, int rows, int hue)
    {
        var bits = new BitWriter(file);
        var before = 0;
        for (var block = 0; block < columns * rows; block++)
        {
            var value = (hue * 29 + block * 17) % 200 - 100;
            var difference = value - before;
            before = value;
            var size = difference == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(difference));
            bits.Write(size, 4);
            // Negative differences are written as one less, so that their first bit is 0.
            bits.Write(difference < 0 ? difference - 1 : difference, size);
            bits.Write(0, 1);
        }

        bits.Finish();
    }

    private sealed class BitWriter(Stream file)
    {
        private int pending;
        private int count;

        public void Write(int value, int length)
        {
            for (var bit = length - 1; bit >= 0; bit--)
            {
                pending = (pending << 1) | ((value >> bit) & 1);
                if (++count == 8)
                    Flush();
            }
        }

        public void Finish()
        {
            while (count > 0)
                Write(1, 1);
        }

        private void Flush()
        {
            file.WriteByte((byte)pending);
            // A byte of ones would begin a marker.
            if ((byte)pending == 0xFF)
                file.WriteByte(0);
            pending = 0;
            count = 0;
        }
    }
}
