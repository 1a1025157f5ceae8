using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BerryAIGen.Testing.Pickles;

/// <summary>A tensor of a PyTorch file as its pickle describes it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="StorageType">PyTorch's class, such as <c>HalfStorage</c>.</param>
/// <param name="Storage">Which storage its values lie in.</param>
/// <param name="Shape">The sizes of its dimensions.</param>
/// <param name="Offset">Its first value in the storage.</param>
/// <param name="Strides">How far values lie apart; null for one after the other.</param>
/// <param name="IsParameter">Wrapped as <c>torch.nn.Parameter</c>.</param>
public sealed record TorchTensor(
    string Name,
    string StorageType,
    string Storage,
    long[] Shape,
    long Offset = 0,
    long[]? Strides = null,
    bool IsParameter = false
)
{
    internal long[] OwnStrides => Strides ?? Contiguous(Shape);

    private static long[] Contiguous(long[] shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var index = shape.Length - 1; index >= 0; index--)
        {
            strides[index] = step;
            step *= Math.Max(1, shape[index]);
        }

        return strides;
    }
}

/// <summary>Writes PyTorch files by hand, in the forms that torch.save has (torch/serialization.py).</summary>
public static class TorchFile
{
    /// <summary>The pickle of an OrderedDict of tensors, below further keys if any are given.</summary>
    public static byte[] StateDictionary(IEnumerable<TorchTensor> tensors, params string[] below)
    {
        var script = PickleScript.Of(2);
        foreach (var key in below)
            script.Raw("}").Text(key);
        script.Global("collections", "OrderedDict").Raw(")R(");
        foreach (var tensor in tensors)
            Write(script.Text(tensor.Name), tensor);
        script.Raw("u");
        foreach (var _ in below)
            script.Raw("s");
        return script.Stop();
    }

    /// <summary>Since PyTorch 1.6: a zip whose storages are entries of their own, stored and not packed.</summary>
    public static byte[] Zip(
        IEnumerable<TorchTensor> tensors,
        IEnumerable<(string Key, string Type, byte[] Bytes)> storages,
        string byteOrder = "little"
    ) => Zip(StateDictionary(tensors), storages, byteOrder);

    public static byte[] Zip(
        byte[] pickle,
        IEnumerable<(string Key, string Type, byte[] Bytes)> storages,
        string byteOrder = "little"
    )
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "archive/data.pkl", pickle);
            Add(zip, "archive/byteorder", Encoding.Latin1.GetBytes(byteOrder));
            foreach (var (key, _, bytes) in storages)
                Add(zip, $"archive/data/{key}", bytes);
            Add(zip, "archive/version", "3\n"u8.ToArray());
        }

        return packed.ToArray();
    }

    /// <summary>Before 1.6: five pickles after another, then each storage behind its number of values.</summary>
    public static byte[] Legacy(
        IEnumerable<TorchTensor> tensors,
        IReadOnlyList<(string Key, string Type, byte[] Bytes)> storages,
        bool isLittle = true
    ) => Legacy(StateDictionary(tensors), storages, isLittle);

    public static byte[] Legacy(
        byte[] pickle,
        IReadOnlyList<(string Key, string Type, byte[] Bytes)> storages,
        bool isLittle = true
    )
    {
        List<byte> file =
        [
            .. PickleScript.Of(2).Raw(0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19).Stop(),
            .. PickleScript.Of(2).Whole(1001).Stop(),
            .. PickleScript
                .Of(2)
                .Raw("}")
                .Text("little_endian")
                .Raw([isLittle ? (byte)0x88 : (byte)0x89])
                .Raw("s")
                .Stop(),
            .. pickle,
        ];
        var keys = PickleScript.Of(2).Raw("](");
        foreach (var (key, _, _) in storages)
            keys.Text(key);
        file.AddRange(keys.Raw("e").Stop());
        foreach (var (_, type, bytes) in storages)
        {
            var count = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(count, bytes.Length / SizeOf(type));
            file.AddRange(count);
            file.AddRange(bytes);
        }

        return [.. file];
    }

    private static void Write(PickleScript script, TorchTensor tensor)
    {
        if (tensor.IsParameter)
            script.Global("torch._utils", "_rebuild_parameter").Raw("(");
        script
            .Global("torch._utils", "_rebuild_tensor_v2")
            .Raw("((")
            .Text("storage")
            .Global("torch", tensor.StorageType)
            .Text(tensor.Storage)
            .Text("cpu")
            .Whole(1000)
            .Raw("tQ")
            .Whole(tensor.Offset)
            .Wholes(tensor.Shape)
            .Wholes(tensor.OwnStrides)
            .Raw([0x89])
            .Global("collections", "OrderedDict")
            .Raw(")RtR");
        if (tensor.IsParameter)
            script.Raw([0x88]).Global("collections", "OrderedDict").Raw(")RtR");
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        // The same bytes at any time of day.
        entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static int SizeOf(string type) =>
        type switch
        {
            "DoubleStorage" or "LongStorage" => 8,
            "FloatStorage" or "IntStorage" => 4,
            "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
            _ => 1,
        };
}
