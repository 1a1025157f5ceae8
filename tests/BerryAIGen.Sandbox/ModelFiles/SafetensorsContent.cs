using System.Buffers.Binary;
using System.Text.Json;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>Builds safetensors files: a length, a JSON header, tensors one after another.</summary>
internal static class SafetensorsContent
{
    private const int MaximumPadding = 64 * 1024;
    private const int HeaderReserve = 4096;

    /// <summary>A file whose tensors are those of <paramref name="template"/>, grown to about the wished size.</summary>
    public static FileContent Create(
        TensorTemplate template,
        string dtype,
        IReadOnlyDictionary<string, string> metadata,
        long wishedBytes,
        ulong seed
    )
    {
        var width = dtype == "F32" ? 4 : 2;
        var tensors = template.Tensors.ToList();
        var missing = wishedBytes - HeaderReserve - tensors.Sum(tensor => Count(tensor) * width);
        var growing = template.Growing;
        for (var i = 0; i < growing.Count && missing > 0; i++)
        {
            var columns = growing[i].Shape[^1];
            var rows = missing / (growing.Count - i) / (columns * width);
            if (rows == 0)
                continue;
            tensors.Add(growing[i] with { Shape = [rows, columns] });
            missing -= rows * columns * width;
        }

        var header = WriteHeader(tensors, dtype, width, metadata, wishedBytes, out var bodyLength);
        return new GeneratedTensors(header, bodyLength, seed);
    }

    private static byte[] WriteHeader(
        List<TensorShape> tensors,
        string dtype,
        int width,
        IReadOnlyDictionary<string, string> metadata,
        long wishedBytes,
        out long bodyLength
    )
    {
        using var text = new MemoryStream();
        bodyLength = 0;
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            foreach (var tensor in tensors)
            {
                var end = bodyLength + Count(tensor) * width;
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", dtype);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [bodyLength, end]);
                json.WriteEndObject();
                bodyLength = end;
            }

            json.WriteEndObject();
        }

        Pad(text, wishedBytes - 8 - bodyLength);
        var bytes = new byte[8 + text.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.ToArray().CopyTo(bytes, 8);
        return bytes;
    }

    // Blanks make the file exactly as long as was wished where little is missing, else the header a multiple of 8.
    private static void Pad(MemoryStream text, long exactLength)
    {
        var missing = exactLength - text.Length;
        if (missing is < 0 or > MaximumPadding)
            missing = (8 - text.Length % 8) % 8;
        text.Write(Enumerable.Repeat((byte)' ', (int)missing).ToArray());
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static long Count(TensorShape tensor) => tensor.Shape.Aggregate(1L, (product, size) => product * size);
}
