using System.Buffers.Binary;
using BerryAIGen.IO.Archives.Tar;
using BerryAIGen.IO.Onnx;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.IO.Containers;

/// <summary>Tells a file's container by its first bytes.</summary>
public static class ContainerDetector
{
    /// <summary>How many first bytes are enough; fewer are allowed and see less.</summary>
    public const int HeadBytes = 1024;

    /// <summary>The container, or <see cref="Container.Unknown"/>.</summary>
    /// <param name="head">The file's first bytes, best <see cref="HeadBytes"/> of them.</param>
    public static Container Detect(ReadOnlySpan<byte> head)
    {
        // Before the texts: the length in front of a safetensors header may well be the byte of a brace.
        if (IsSafetensors(head))
        {
            return Container.Safetensors;
        }

        foreach (var signature in Signature.All)
        {
            if (signature.Matches(head))
            {
                return signature.Container;
            }
        }

        // The oldest tars have no magic.
        if (TarHeader.IsHeader(head))
        {
            return Container.Tar;
        }

        if (OnnxHead.Is(head))
        {
            return Container.Onnx;
        }

        var media = MediaContainers.Detect(head);
        return media != Container.Unknown ? media : TextContainers.Detect(head);
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> head)
    {
        if (
            head.Length < 9
            || BinaryPrimitives.ReadUInt64LittleEndian(head) is 0 or > SafetensorsReader.LongestHeaderBytes
        )
        {
            return false;
        }

        var json = head[8..].TrimStart(" \t\r\n"u8);
        return !json.IsEmpty && json[0] == (byte)'{';
    }
}
