using System.Buffers.Binary;
using System.Text;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A valid safetensors file of one tensor and an exact size.</summary>
internal static class TinySafetensors
{
    private const int HeaderBytes = 80;

    internal static byte[] Create(int size)
    {
        var data = size - 8 - HeaderBytes;
        var json = $$"""{"w":{"dtype":"U8","shape":[{{data}}],"data_offsets":[0,{{data}}] } }""".PadRight(HeaderBytes);
        var file = new byte[size];
        BinaryPrimitives.WriteUInt64LittleEndian(file, HeaderBytes);
        Encoding.ASCII.GetBytes(json, file.AsSpan(8));
        for (var i = 8 + HeaderBytes; i < size; i++)
        {
            file[i] = (byte)i;
        }

        return file;
    }
}
