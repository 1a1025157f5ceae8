using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace BerryAIGen.Testing;

/// <summary>Writes safetensors files of full size whose tensors take no room on disk: a real header before a hole.</summary>
public static class SparseSafetensors
{
    private const int Alignment = 8;

    /// <param name="path">The new file.</param>
    /// <param name="tensors">Name, element type and sizes of each.</param>
    /// <param name="metadata">The free texts; null for none.</param>
    public static void Write(
        string path,
        IEnumerable<(string Name, string Dtype, ulong[] Shape)> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var (header, size) = Describe(tensors, metadata);
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header);
        file.SetLength(length.Length + header.Length + (long)size);
    }

    private static (byte[] Header, ulong Size) Describe(
        IEnumerable<(string Name, string Dtype, ulong[] Shape)> tensors,
        IReadOnlyDictionary<string, string>? metadata
    )
    {
        using var text = new MemoryStream();
        var at = 0UL;
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (name, value) in metadata)
                    json.WriteString(name, value);
                json.WriteEndObject();
            }

            foreach (var (name, dtype, shape) in tensors)
            {
                var end = at + Bytes(dtype, shape);
                json.WriteStartObject(name);
                json.WriteString("dtype", dtype);
                WriteNumbers(json, "shape", shape);
                WriteNumbers(json, "data_offsets", [at, end]);
                json.WriteEndObject();
                at = end;
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - ((int)text.Length % Alignment)) % Alignment;
        text.Write(Encoding.ASCII.GetBytes(new string(' ', padding)));
        return (text.ToArray(), at);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ulong[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static ulong Bytes(string dtype, ulong[] shape)
    {
        var bytes = dtype switch
        {
            "F64" or "I64" => 8UL,
            "F32" or "I32" => 4UL,
            "F16" or "BF16" or "I16" => 2UL,
            _ => 1UL,
        };
        foreach (var size in shape)
            bytes *= size;
        return bytes;
    }
}
