using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Onnx;

/// <summary>Reads what the graph stores and is called; numbers of fields are those of <c>onnx.proto</c>.</summary>
internal sealed class OnnxGraph(ProtobufBytes bytes)
{
    private const int MostItems = 1_000_000;
    private const int LongestName = 4096;
    private const int MostDimensions = 64;

    // TensorProto.DataType, in order.
    private static readonly string[] DataTypes =
    [
        "UNDEFINED",
        "FLOAT",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "INT32",
        "INT64",
        "STRING",
        "BOOL",
        "FLOAT16",
        "DOUBLE",
        "UINT32",
        "UINT64",
        "COMPLEX64",
        "COMPLEX128",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "UINT4",
        "INT4",
        "FLOAT4E2M1",
        "FLOAT8E8M0",
    ];

    internal string? Name { get; private set; }

    internal int NodeCount { get; private set; }

    internal List<OnnxTensor> Tensors { get; } = [];

    internal List<string> Inputs { get; } = [];

    internal List<string> Outputs { get; } = [];

    internal void Read(long end)
    {
        while (bytes.Position < end)
        {
            var (number, type) = bytes.Field();
            switch (number, type)
            {
                case (1, WireType.Bytes):
                    NodeCount++;
                    bytes.Skip(type, end);
                    break;
                case (2, WireType.Bytes):
                    Name = bytes.Text(end, LongestName);
                    break;
                case (5, WireType.Bytes):
                    Tensors.Add(ReadTensor(bytes.EndOfBytes(end)));
                    break;
                case (11, WireType.Bytes):
                    Inputs.Add(ReadValueName(bytes.EndOfBytes(end)));
                    break;
                case (12, WireType.Bytes):
                    Outputs.Add(ReadValueName(bytes.EndOfBytes(end)));
                    break;
                default:
                    bytes.Skip(type, end);
                    break;
            }

            if (Tensors.Count + Inputs.Count + Outputs.Count > MostItems)
            {
                throw new OnnxBroken("count", "The graph has more tensors than any model; the file is forged.");
            }
        }
    }

    private OnnxTensor ReadTensor(long end)
    {
        List<ulong> shape = [];
        string? name = null;
        string? file = null;
        ulong dataType = 0;
        while (bytes.Position < end)
        {
            var (number, type) = bytes.Field();
            switch (number, type)
            {
                case (1, WireType.Varint):
                    shape.Add(bytes.Varint());
                    break;
                case (1, WireType.Bytes):
                    ReadPacked(shape, bytes.EndOfBytes(end));
                    break;
                case (2, WireType.Varint):
                    dataType = bytes.Varint();
                    break;
                case (8, WireType.Bytes):
                    name = bytes.Text(end, LongestName);
                    break;
                case (13, WireType.Bytes):
                    var (key, value) = ReadPair(bytes.EndOfBytes(end));
                    file = key == "location" ? value : file;
                    break;
                default:
                    bytes.Skip(type, end);
                    break;
            }

            CheckShape(shape, name);
        }

        var word = dataType < (ulong)DataTypes.Length ? DataTypes[dataType] : $"type {dataType}";
        return new OnnxTensor(name ?? "", word, shape, file is null ? null : CheckLocation(file, name));
    }

    internal (string Key, string Value) ReadPair(long end)
    {
        var (key, value) = ("", "");
        while (bytes.Position < end)
        {
            var (number, type) = bytes.Field();
            if (type == WireType.Bytes && number == 1)
            {
                key = bytes.Text(end, LongestName);
            }
            else if (type == WireType.Bytes && number == 2)
            {
                value = bytes.Text(end, LongestName);
            }
            else
            {
                bytes.Skip(type, end);
            }
        }

        return (key, value);
    }

    private string ReadValueName(long end) => ReadPair(end).Key;

    private void ReadPacked(List<ulong> shape, long end)
    {
        while (bytes.Position < end && shape.Count <= MostDimensions)
        {
            shape.Add(bytes.Varint());
        }

        // The last number may have run over the end.
        if (bytes.Position > end)
        {
            throw new OnnxBroken("wire", $"A number before byte {bytes.Position} is longer than what it belongs to.");
        }
    }

    private static void CheckShape(List<ulong> shape, string? name)
    {
        UInt128 count = 1;
        foreach (var size in shape)
        {
            count *= size;
            if (count > long.MaxValue || shape.Count > MostDimensions)
            {
                throw new OnnxBroken("dimensions", $"The tensor '{name}' has more values than can be counted.");
            }
        }
    }

    // Programs open that file: one outside the model's folder must not be asked for.
    private static string CheckLocation(string file, string? name) =>
        EntryNames.Check(file) is { Path: { } path }
            ? path
            : throw new OnnxBroken(
                "external path",
                $"The tensor '{name}' has its values in '{file}', which does not lie beside the model; such a file is forged."
            );
}
