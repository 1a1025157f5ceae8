using System.Buffers.Binary;
using System.Text.Json;

namespace BerryAIGen.IO.Safetensors;

/// <summary>Lays out a safetensors file: the header, and where each tensor's bytes go.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>The order of the bytes: wide types first, so that every tensor begins at a multiple of its type's size.</summary>
    /// <param name="tensors">What is to be laid out.</param>
    /// <param name="of">Name and element type of each, in the words of the format.</param>
    public static IEnumerable<T> Order<T>(IEnumerable<T> tensors, Func<T, (string Name, string Dtype)> of) =>
        tensors
            .OrderByDescending(tensor => Dtype.Find(of(tensor).Dtype)?.Bits ?? 0)
            .ThenBy(tensor => of(tensor).Name, StringComparer.Ordinal);

    /// <summary>The first bytes of the file, up to the first tensor's.</summary>
    /// <param name="tensors">In the order of their bytes.</param>
    /// <param name="metadata">Free texts.</param>
    public static byte[] Header(
        IEnumerable<(string Name, string Dtype, IReadOnlyList<long> Shape, long LengthBytes)> tensors,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[8]);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var begin = 0L;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Dtype);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [begin, begin + tensor.LengthBytes]);
                json.WriteEndObject();
                begin += tensor.LengthBytes;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - 8);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(MetadataKey);
        foreach (var (name, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
