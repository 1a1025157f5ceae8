using System.Buffers.Binary;

namespace BerryAIGen.IO.Containers;

/// <summary>Pictures and videos whose frame is shared by several formats and which name themselves inside it.</summary>
internal static class MediaContainers
{
    // A file-type box lists a dozen brands at most; a longer one is not worth reading.
    private const int LongestBrandList = 256;

    internal static Container Detect(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12)
        {
            return Container.Unknown;
        }

        if (head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return Container.WebP;
        }

        if (head[4..].StartsWith("ftyp"u8))
        {
            return ByBrands(head);
        }

        return head is [0x1A, 0x45, 0xDF, 0xA3, ..] ? ByDocumentType(head) : Container.Unknown;
    }

    /// <summary>ISO base media: box length, "ftyp", main brand, its version, compatible brands of four letters each.</summary>
    private static Container ByBrands(ReadOnlySpan<byte> head)
    {
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), LongestBrandList);
        var brands = head[8..Math.Clamp(length, 12, head.Length)];
        return brands.IndexOf("avif"u8) >= 0 || brands.IndexOf("avis"u8) >= 0 ? Container.Avif
            : brands.IndexOf("heic"u8) >= 0 || brands.IndexOf("mif1"u8) >= 0 ? Container.Heic
            : Container.Mp4;
    }

    private static Container ByDocumentType(ReadOnlySpan<byte> head)
    {
        var start = head[..Math.Min(64, head.Length)];
        return start.IndexOf("webm"u8) >= 0 ? Container.WebM
            : start.IndexOf("matroska"u8) >= 0 ? Container.Matroska
            : Container.Unknown;
    }
}
