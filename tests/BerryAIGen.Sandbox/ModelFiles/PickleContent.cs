using System.Text;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>
/// Files as torch.save writes them: a zip with a pickle and a storage. The pickle names nothing but the three things
/// that every tensor needs, so it is harmless and a scanner finds it so.
/// </summary>
internal static class PickleContent
{
    private const int Rows = 4;
    private const int Columns = 768;

    public static FileContent Create(SeededVersion version, ulong numbers)
    {
        var storage = new GeneratedTensors([], Rows * Columns * 4, numbers).ToArray();
        return ZipContent.Pack([
            ("archive/data.pkl", Pickle(version.Spec.TrainedWords is [var word, ..] ? word : "*")),
            ("archive/byteorder", Encoding.ASCII.GetBytes("little")),
            ("archive/version", Encoding.ASCII.GetBytes("3\n")),
            ("archive/data/0", storage),
        ]);
    }

    // {'string_to_param': {'*': tensor}, 'name': word} in protocol 2.
    private static byte[] Pickle(string word)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write([0x80, 2, (byte)'}', (byte)'(']);
        Text(writer, "string_to_param");
        writer.Write([(byte)'}', (byte)'(']);
        Text(writer, "*");
        Tensor(writer);
        writer.Write((byte)'u');
        Text(writer, "name");
        Text(writer, word);
        writer.Write([(byte)'u', (byte)'.']);
        return stream.ToArray();
    }

    private static void Tensor(BinaryWriter writer)
    {
        Global(writer, "torch._utils", "_rebuild_tensor_v2");
        writer.Write([(byte)'(', (byte)'(']);
        Text(writer, "storage");
        Global(writer, "torch", "FloatStorage");
        Text(writer, "0");
        Text(writer, "cpu");
        Number(writer, Rows * Columns);
        writer.Write([(byte)'t', (byte)'Q', (byte)'K', 0]);
        Pair(writer, Rows, Columns);
        Pair(writer, Columns, 1);
        writer.Write((byte)0x89);
        Global(writer, "collections", "OrderedDict");
        writer.Write([(byte)')', (byte)'R', (byte)'t', (byte)'R']);
    }

    private static void Pair(BinaryWriter writer, int first, int second)
    {
        Number(writer, first);
        Number(writer, second);
        writer.Write((byte)0x86);
    }

    private static void Number(BinaryWriter writer, int value)
    {
        writer.Write((byte)'J');
        writer.Write(value);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((byte)'X');
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Global(BinaryWriter writer, string module, string name)
    {
        writer.Write((byte)'c');
        writer.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }
}
