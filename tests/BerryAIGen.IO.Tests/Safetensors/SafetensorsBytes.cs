using System.Buffers.Binary;
using System.Text;

namespace BerryAIGen.IO.Tests.Safetensors;

/// <summary>Makes the bytes of a safetensors file, right or wrong.</summary>
internal static class SafetensorsBytes
{
    internal const string TwoTensors =
        """{"__metadata__":{"format":"pt"},"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"b":{"dtype":"U8","shape":[],"data_offsets":[12,13]}}""";

    /// <summary>The length, the header as it is given, and as many bytes of data as asked for.</summary>
    internal static byte[] Build(string header, int dataBytes)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. SampleBytes.Generated(dataBytes)];
    }
}
