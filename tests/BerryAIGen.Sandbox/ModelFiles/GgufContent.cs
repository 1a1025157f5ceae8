using System.Text;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>A GGUF file of version 3 with one F16 tensor (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).</summary>
internal static class GgufContent
{
    private const int Alignment = 32;
    private const uint TextValue = 8;
    private const uint HalfTensor = 1;

    /// <param name="wishedBytes">About how long it becomes.</param>
    /// <param name="numbers">What its values are made from.</param>
    /// <param name="isTextModel">A language model; else a diffusion model.</param>
    public static FileContent Create(long wishedBytes, ulong numbers, bool isTextModel = true)
    {
        var rows = (ulong)Math.Max(1, wishedBytes / 2 / 64);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(1UL);
        writer.Write(2UL);
        Pair(writer, "general.architecture", isTextModel ? "llama" : "flux");
        Pair(writer, "general.name", "sandbox");
        Text(writer, isTextModel ? "token_embd.weight" : "double_blocks.0.img_attn.qkv.weight");
        writer.Write(2u);
        writer.Write(64UL);
        writer.Write(rows);
        writer.Write(HalfTensor);
        writer.Write(0UL);
        while (stream.Length % Alignment != 0)
            writer.Write((byte)0);
        return new GeneratedTensors(stream.ToArray(), (long)rows * 64 * 2, numbers);
    }

    private static void Pair(BinaryWriter writer, string key, string value)
    {
        Text(writer, key);
        writer.Write(TextValue);
        Text(writer, value);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
